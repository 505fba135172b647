import { startSharedCluster } from './sharedCluster';

/** Jest's set-up before all files: says where the cluster is by VDI_TEST_KUBECONFIG. */
export default async function faultsSetup() {
  process.env.VDI_TEST_KUBECONFIG = await startSharedCluster({
    name: 'faults-test',
    // Read from etcd itself: what is compacted there is gone at once.
    apiServerArgs: ['--watch-cache-sizes=podtemplates#0'],
  });
}
