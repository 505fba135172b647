import { type Connection, loadConnection } from '@backstage-vdi/kube';
import type { KubernetesOptions } from '../config/readClusters';
import { locatedConnection } from './locatedConnection';

/**
 * The way to a cluster, whichever the configuration has: the service account of the portal's pod, a kubeconfig, or a cluster of Backstage's
 * Kubernetes plugin.
 *
 * @throws ConnectionError when there is none; the message says what was looked for.
 */
export function connect({
  locate,
  ...options
}: KubernetesOptions): Promise<Connection> {
  return locate ? locatedConnection(locate) : loadConnection(options);
}
