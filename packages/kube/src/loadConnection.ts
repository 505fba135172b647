import { Connection } from './connection';
import { inClusterConnection, isInCluster } from './inCluster';
import { kubeconfigConnection } from './kubeconfig';

/** Options of {@link loadConnection}. */
export interface ConnectionOptions {
  /** Path of a kubeconfig. Default: the pod's service account when there is one, else `$KUBECONFIG`, else `~/.kube/config`, as kubectl does. */
  kubeconfig?: string;
  /** Context of the kubeconfig. Default: its `current-context`. */
  context?: string;
}

/**
 * Finds the API server and our credentials: a service account inside a cluster, else a kubeconfig.
 *
 * @throws ConnectionError when there is neither, or what there is cannot be read.
 */
export async function loadConnection(
  options: ConnectionOptions = {},
): Promise<Connection> {
  const named = options.kubeconfig ?? options.context;
  return named === undefined && (await isInCluster())
    ? inClusterConnection()
    : kubeconfigConnection(options);
}
