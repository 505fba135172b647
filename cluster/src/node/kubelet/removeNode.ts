import { access, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clusterKey, nodeFolder } from '../../folders';
import { end, endOwned, findOwned } from '../../process/identity';
import { killPods, removeCgroups } from './cgroups';
import { ctr } from './containerd';
import { unmountBelow } from './mounts';
import { removeNetwork } from './network';
import { removeNotes, removeShimSockets } from './strays';

/**
 * Removes all that a kubelet, its containerd and their pods left on this machine. The kubelet must have ended.
 * Everything is found by the cluster's folder and key, so it works after any crash, and again. The node's folder is made
 * first and removed last: without it there is nothing.
 */
export async function removeNode(stateDir: string): Promise<void> {
  const key = clusterKey(stateDir);
  const folder = nodeFolder(stateDir);
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  await killPods(key);
  const containerd = (await findOwned(stateDir)).filter(
    ({ program }) => program === 'containerd',
  );
  if (containerd.length > 0) {
    // What this cannot remove from the image store the next start does.
    await removeContainers(stateDir).catch(() => {});
    // Not killed at once: its image store is kept.
    await end(containerd, 'SIGTERM', 3000);
  }
  await endOwned(stateDir);
  // Of a container that was being created.
  await killPods(key);
  await removeShimSockets(folder);
  await unmountBelow(folder);
  await removeNetwork(key);
  await removeCgroups(key);
  await removeNotes(folder);
  await rm(folder, { recursive: true });
  // Unless another cluster has a node.
  await rmdir(dirname(folder)).catch(() => {});
}

/** Removes all containers from containerd's books, and with them their writable layers. */
export async function removeContainers(stateDir: string): Promise<void> {
  const list = async (what: string) =>
    (await ctr(stateDir, [what, 'list', '--quiet']))
      .split('\n')
      .filter(Boolean);
  const tasks = await list('tasks');
  if (tasks.length > 0) {
    await ctr(stateDir, ['tasks', 'delete', '--force', ...tasks]);
  }
  const containers = await list('containers');
  if (containers.length > 0) {
    await ctr(stateDir, ['containers', 'delete', ...containers]);
  }
}
