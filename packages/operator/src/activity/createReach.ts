import type { Connection } from '@backstage-vdi/kube';
import { apiServerReach } from './apiServerReach';
import { directReach } from './directReach';
import type { Reach } from './reach';

/** How desktops are asked: at their pods' own addresses, or through the API server. */
export type ProbeVia = 'direct' | 'api-server';

/**
 * The way to the desktops of a cluster.
 *
 * @param via - default: directly where Kubernetes says that this is one of its pods, since pods reach each other; else through the API
 * server, which is reached from anywhere
 */
export function createReach(
  connection: Connection,
  via: ProbeVia = process.env.KUBERNETES_SERVICE_HOST ? 'direct' : 'api-server',
): Reach {
  return via === 'direct' ? directReach : apiServerReach(connection);
}
