import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';
import { SERVICE_PORT } from './buildService';
import { childMeta } from './childMeta';
import type { IngressRoute } from './manifests';

/** A host name that may not be put into a route. */
export class HostNameError extends Error {
  readonly name = 'HostNameError';
  readonly code = 'VDI_HOST_NAME';
}

/** RFC 1123. What matches cannot end the rule it is put into. */
const HOST =
  /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/;

/**
 * The route from a desktop's host name to its Service.
 *
 * @param scheme - how the desktop speaks
 * @throws HostNameError when the host is not a DNS name. A rule is a text with back-ticks: any other host could add rules to it.
 */
export function buildIngressRoute(
  session: VDISession,
  scheme: 'http' | 'https',
  host: string,
  settings: Settings,
): IngressRoute {
  if (host.length > 253 || !HOST.test(host)) {
    throw new HostNameError(`"${host}" is not a host name`);
  }
  const { entryPoint, forwardAuth, certResolver } = settings;
  const metadata = childMeta(session);
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata,
    spec: {
      entryPoints: [entryPoint],
      routes: [
        {
          kind: 'Rule',
          match: `Host(\`${host}\`)`,
          ...(forwardAuth && { middlewares: [{ name: forwardAuth }] }),
          services: [
            {
              name: metadata.name,
              port: SERVICE_PORT,
              ...(scheme === 'https' && { scheme }),
            },
          ],
        },
      ],
      // An empty section: TLS with the certificate of Traefik's default store.
      tls: certResolver ? { certResolver } : {},
    },
  };
}
