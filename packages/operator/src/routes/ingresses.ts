import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { SERVICE_PORT } from '../children/buildService';
import { childMeta } from '../children/childMeta';
import { INGRESS } from '../resources';
import type { Settings } from '../settings';
import { checkHost } from './checkHost';
import type { RouteRenderer } from './RouteRenderer';
import { CLUSTER_ISSUER, TRAEFIK_PREFIX } from './routingAnnotations';
import { STICKY_COOKIE } from './stickyCookie';
import { wildcardOf } from './wildcardOf';

/**
 * Kubernetes' own kind of route, where Traefik is to be told by no kind of its own or each host is to have a certificate of its own. What it
 * has no field for is said in annotations that Traefik reads.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
export const ingresses: RouteRenderer = {
  resource: INGRESS,

  unknown: 'The cluster does not know Ingress (networking.k8s.io/v1).',

  build(session, _scheme, host, settings) {
    const { ingressClass, clusterIssuer } = settings;
    const metadata = childMeta(session);
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...metadata,
        annotations: annotationsOf(session, host, settings),
      },
      spec: {
        ingressClassName: ingressClass,
        rules: [
          {
            host: checkHost(host),
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: {
                    service: {
                      name: metadata.name,
                      port: { number: SERVICE_PORT },
                    },
                  },
                },
              ],
            },
          },
        ],
        tls: [
          {
            hosts: [host],
            ...(clusterIssuer && { secretName: `${metadata.name}-tls` }),
          },
        ],
      },
    };
  },

  serviceAnnotations(session, scheme, settings) {
    const { serversTransport, stickySessions } = settings;
    const { name, secure, httpOnly, sameSite } = STICKY_COOKIE;
    return prefixed({
      ...(scheme === 'https' && { 'service.serversscheme': scheme }),
      ...(scheme === 'https' &&
        serversTransport && {
          'service.serverstransport': nameInTraefik(
            session,
            serversTransport,
            settings,
          ),
        }),
      ...(stickySessions && {
        'service.sticky.cookie.name': name,
        'service.sticky.cookie.secure': String(secure),
        'service.sticky.cookie.httponly': String(httpOnly),
        'service.sticky.cookie.samesite': sameSite,
      }),
    });
  },

  hostsOf({ rules }) {
    const all = Array.isArray(rules) ? rules : [];
    return all.flatMap(rule => (rule?.host ? [String(rule.host)] : []));
  },
};

function annotationsOf(session: VDISession, host: string, settings: Settings) {
  const { entryPoint, forwardAuth, certResolver, clusterIssuer } = settings;
  const { main, sans } = wildcardOf(host);
  return {
    ...prefixed({
      'router.entrypoints': entryPoint,
      // Whatever the entry point says: without it the host would be served without TLS.
      'router.tls': 'true',
      ...(forwardAuth && {
        'router.middlewares': nameInTraefik(session, forwardAuth, settings),
      }),
      ...(certResolver && {
        'router.tls.certresolver': certResolver,
        'router.tls.domains.0.main': main,
        'router.tls.domains.0.sans': sans[0],
      }),
    }),
    ...(clusterIssuer && { [CLUSTER_ISSUER]: clusterIssuer }),
  };
}

/** What an object of Traefik's in the session's namespace is called outside of IngressRoutes. */
function nameInTraefik(
  { metadata: { namespace } }: VDISession,
  name: string,
  { safeNaming }: Settings,
): string {
  return `${namespace}${safeNaming ? '_' : '-'}${name}@kubernetescrd`;
}

function prefixed(annotations: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [
      `${TRAEFIK_PREFIX}${name}`,
      value,
    ]),
  );
}
