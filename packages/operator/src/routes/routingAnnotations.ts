/** What annotations that Traefik reads begin with. */
export const TRAEFIK_PREFIX = 'traefik.ingress.kubernetes.io/';

/** Has cert-manager keep a certificate for an Ingress. */
export const CLUSTER_ISSUER = 'cert-manager.io/cluster-issuer';

/**
 * The annotations that decide where people are led and by which certificate: any of Traefik's could lead them past the gate. Those of
 * others are theirs. `undefined` where an object has none at all, which a patch has to know.
 */
export function pickRoutingAnnotations(
  annotations: Record<string, string> | undefined,
): Record<string, string> | undefined {
  if (!annotations) return undefined;
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([name]) => name.startsWith(TRAEFIK_PREFIX) || name === CLUSTER_ISSUER,
    ),
  );
}
