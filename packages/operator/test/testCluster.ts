import { dirname } from 'node:path';
import { type Cluster, findCluster } from '@backstage-vdi/cluster';

/** The cluster that the tests share. Who stops a part of it starts it again. */
export async function testCluster(): Promise<Cluster> {
  const folder = dirname(process.env.VDI_TEST_KUBECONFIG ?? '');
  const cluster = await findCluster(folder);
  if (!cluster) throw new Error(`No cluster runs in ${folder}`);
  return cluster;
}
