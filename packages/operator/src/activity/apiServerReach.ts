import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type Connection, POD, resourcePath } from '@backstage-vdi/kube';
import { getText } from './getText';
import type { Reach } from './reach';

/** Connections to the API server: as many as desktops are asked at once. */
const SOCKETS = { keepAlive: true, maxSockets: 32 };

/**
 * Asks pods through the API server's proxy, from anywhere; needs the verb `get` on `pods/proxy`.
 *
 * It has connections of its own and believes no status: what comes back is the desktop's answer, and a desktop that says 429 or 401
 * must neither stop the operator's calls nor have it renew its credentials.
 */
export function apiServerReach(connection: Connection): Reach {
  const server = new URL(connection.server);
  const base = server.pathname.replace(/\/+$/, '');
  const agent =
    server.protocol === 'https:'
      ? new HttpsAgent(SOCKETS)
      : new HttpAgent(SOCKETS);
  return {
    async get({ pod, runtime: { scheme, port } }, path, options) {
      const { tls, headers } = await connection.credentials();
      const proxy = resourcePath(POD, {
        namespace: pod.namespace,
        name: `${scheme}:${pod.name}:${port}`,
        subresource: 'proxy',
      });
      return getText(
        {
          protocol: server.protocol,
          host: server.hostname.replace(/^\[|\]$/g, ''),
          port: server.port,
          path: `${base}${proxy}${path}`,
          headers,
          // The agent keeps connections apart by these.
          ...tls,
          agent,
        },
        options,
      );
    },
  };
}
