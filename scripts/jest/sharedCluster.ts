import path from 'node:path';
import { startCluster, type Cluster } from '@backstage-vdi/cluster';
import { root } from '../src/folders';

let cluster: Cluster | undefined;

/** Starts a cluster with simulated nodes and our CRDs. Gives the path of its kubeconfig. */
export async function startSharedCluster(): Promise<string> {
  cluster = await startCluster({
    name: 'api-test',
    node: 'kwok',
    log: line => process.stderr.write(`   ${line}\n`),
  });
  await cluster.apply(path.join(root, 'charts/vdi-operator/crds'));
  return cluster.kubeconfig;
}

/** Stops it. */
export async function stopSharedCluster(): Promise<void> {
  await cluster?.down();
}
