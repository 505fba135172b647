import { SERVICE_PORT } from '../children/buildService';
import { childMeta } from '../children/childMeta';
import { INGRESS_ROUTE } from '../resources';
import { checkHost } from './checkHost';
import type { RouteRenderer } from './RouteRenderer';
import { STICKY_COOKIE } from './stickyCookie';
import { wildcardOf } from './wildcardOf';

/** What a rule asks of a host, as often as it does. */
const HOST_RULE = /Host\(`([^`]+)`\)/g;

/** Traefik's own kind of route. All that is to be said of a desktop's Service is said in it. */
export const ingressRoutes: RouteRenderer = {
  resource: INGRESS_ROUTE,

  unknown:
    'The cluster does not know IngressRoute: the CRDs of Traefik are not installed.',

  build(session, scheme, host, settings) {
    const { entryPoint, forwardAuth, certResolver } = settings;
    const { serversTransport, stickySessions } = settings;
    const metadata = childMeta(session);
    const tls = scheme === 'https';
    return {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata,
      spec: {
        entryPoints: [entryPoint],
        routes: [
          {
            kind: 'Rule',
            match: `Host(\`${checkHost(host)}\`)`,
            ...(forwardAuth && { middlewares: [{ name: forwardAuth }] }),
            services: [
              {
                name: metadata.name,
                port: SERVICE_PORT,
                ...(tls && { scheme }),
                ...(tls && serversTransport && { serversTransport }),
                ...(stickySessions && { sticky: { cookie: STICKY_COOKIE } }),
              },
            ],
          },
        ],
        // An empty section: TLS with the certificate of Traefik's default store.
        tls: certResolver ? { certResolver, domains: [wildcardOf(host)] } : {},
      },
    };
  },

  serviceAnnotations: () => ({}),

  hostsOf({ routes }) {
    const rules = Array.isArray(routes) ? routes : [];
    return rules.flatMap(rule =>
      [...String(rule?.match).matchAll(HOST_RULE)].map(([, host]) => host),
    );
  },
};
