import type { Logger, ReflectorState, Resource } from '@backstage-vdi/kube';

/** What an administrator does when the cluster does not know a resource. */
const REMEDIES: Record<string, string> = {
  vdisessions: 'Install it: kubectl apply -f charts/vdi-operator/crds',
  vditemplates: 'Install it: kubectl apply -f charts/vdi-operator/crds',
  ingressroutes:
    'Desktops start, but get no address until the CRDs of Traefik are installed.',
};

/**
 * What watching a resource has in common: which one, and a log of what keeps it from being watched, once, and of when that is
 * over.
 */
export function watchOptions(resource: Resource, logger: Logger) {
  let trouble: ReflectorState | undefined;
  return {
    resource,
    onState(state: ReflectorState, error?: unknown): void {
      if (state === 'watching' && trouble) {
        trouble = undefined;
        logger.info(`${resource.plural} can be read again.`);
      }
      const isTrouble =
        state === 'absent' || state === 'forbidden' || state === 'backoff';
      if (!isTrouble || state === trouble) return;
      trouble = state;
      logger.warn(describe(resource.plural, state, error));
    },
    onError(error: unknown): void {
      logger.error(`An object of ${resource.plural} cannot be read: ${error}`);
    },
  };
}

function describe(
  plural: string,
  state: ReflectorState,
  error: unknown,
): string {
  if (state === 'absent') {
    return `The cluster does not know ${plural}. ${REMEDIES[plural] ?? ''}`;
  }
  const why = error instanceof Error ? error.message : String(error);
  return state === 'forbidden'
    ? `${plural} may not be read: ${why}. Tried again until it may.`
    : `${plural} cannot be read: ${why}. Tried again until it can.`;
}
