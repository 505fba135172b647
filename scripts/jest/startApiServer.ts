import path from 'node:path';
import { startCluster, type Cluster } from '@backstage-vdi/cluster';

declare global {
  // Jest runs set-up and teardown in one process; this is how they share a value.
  // eslint-disable-next-line no-var
  var vdiTestCluster: Cluster | undefined;
}

/** Starts a cluster with simulated nodes and our CRDs, and says where it is by VDI_TEST_KUBECONFIG. */
export default async function startApiServer() {
  const cluster = await startCluster({
    name: 'api-test',
    node: 'kwok',
    log: line => process.stderr.write(`   ${line}\n`),
  });
  globalThis.vdiTestCluster = cluster;
  await cluster.apply(
    path.resolve(__dirname, '../../charts/vdi-operator/crds'),
  );
  process.env.VDI_TEST_KUBECONFIG = cluster.kubeconfig;
}
