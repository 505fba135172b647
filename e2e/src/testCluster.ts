import path from 'node:path';
import { findCluster, type Cluster } from '@backstage-vdi/cluster';

/**
 * The cluster that the tests' portal runs on: the one whose kubeconfig VDI_E2E_KUBECONFIG names.
 *
 * @throws Error when it does not run.
 */
export async function testCluster(): Promise<Cluster> {
  const kubeconfig = process.env.VDI_E2E_KUBECONFIG!;
  const cluster = await findCluster(path.dirname(kubeconfig));
  if (!cluster) throw new Error(`The cluster of ${kubeconfig} does not run.`);
  return cluster;
}

/**
 * Runs kubectl on it and gives what it printed.
 *
 * @param input - what kubectl reads from its standard input, as for `apply -f -`
 * @throws ClusterError with what it said when it fails
 */
export async function kubectl(args: string[], input?: string): Promise<string> {
  return (await testCluster()).kubectl(args, { input });
}
