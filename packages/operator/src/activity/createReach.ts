import type { Connection } from '@backstage-vdi/kube';
import { apiServerReach } from './apiServerReach';
import { directReach } from './directReach';
import type { Reach } from './reach';

/** How desktops are asked: at their pods' own addresses, or through the API server. */
export type ProbeVia = 'direct' | 'api-server';

/**
 * The way to the desktops of a cluster.
 *
 * @param probeVia - default: directly where this is a pod of the same cluster, since pods reach each other; else through the API
 * server, which is reached from anywhere. In another cluster the same address may be somebody else's.
 * @param env - of the process: there the kubelet says where its cluster's API server is
 */
export function createReach(
  connection: Connection,
  probeVia?: ProbeVia,
  env: Record<string, string | undefined> = process.env,
): Reach {
  const via =
    probeVia ?? (isOwnCluster(connection, env) ? 'direct' : 'api-server');
  return via === 'direct' ? directReach : apiServerReach(connection);
}

function isOwnCluster(
  { server }: Connection,
  env: Record<string, string | undefined>,
): boolean {
  const host = new URL(server).hostname.replace(/^\[|\]$/g, '');
  return host === env.KUBERNETES_SERVICE_HOST;
}
