import { mkdir } from 'node:fs/promises';
import { clusterKey, nodeFolder } from '../../folders';
import { createCgroups } from './cgroups';
import { PodNetwork, setUpNetwork } from './network';

/**
 * Takes from the host what the node of the cluster in `stateDir` needs: a folder, control groups and a network.
 * The folder comes first: by it `removeNode` sees that there is something to remove.
 */
export async function createNode(stateDir: string): Promise<PodNetwork> {
  const key = clusterKey(stateDir);
  await mkdir(nodeFolder(stateDir), { recursive: true, mode: 0o700 });
  await createCgroups(key);
  return setUpNetwork(key);
}
