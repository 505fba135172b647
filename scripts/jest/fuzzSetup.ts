import { startSharedCluster } from './sharedCluster';

/** Jest's set-up before all files: says where the cluster is by VDI_TEST_KUBECONFIG. */
export default async function fuzzSetup() {
  process.env.VDI_TEST_KUBECONFIG = await startSharedCluster({
    name: 'fuzz-test',
  });
}
