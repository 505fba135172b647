import path from 'node:path';
import {
  startCluster,
  type Cluster,
  type StartOptions,
} from '@backstage-vdi/cluster';
import { root } from '../src/folders';

let cluster: Cluster | undefined;

/** Starts a cluster with simulated nodes and our CRDs. Gives the path of its kubeconfig. */
export async function startSharedCluster(
  options: Partial<StartOptions> & { name: string },
): Promise<string> {
  cluster = await startCluster({
    node: 'kwok',
    ...options,
    log: line => process.stderr.write(`   ${line}\n`),
  });
  await cluster.apply(path.join(root, 'charts/vdi-operator/crds'));
  return cluster.kubeconfig;
}

/** Stops it. */
export async function stopSharedCluster(): Promise<void> {
  await cluster?.down();
}
