import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterKey } from '../../folders';
import { end, findOwned } from '../../process/identity';
import { killPods, removeCgroups } from './cgroups';
import { ctr } from './containerd';
import { unmountBelow } from './mounts';
import { removeNetwork } from './network';

/** Where the kubelet links to the logs of containers, whatever its own folder. */
const LOG_LINKS = '/var/log/containers';

/**
 * Removes all that a kubelet, its containerd and their pods left on this machine. The kubelet must have ended.
 * Everything is found by the cluster's folder and key, so it works after any crash, and again.
 */
export async function removeNode(stateDir: string): Promise<void> {
  const key = clusterKey(stateDir);
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
  await end(await findOwned(stateDir));
  await removeShimSockets(stateDir);
  await unmountBelow(stateDir);
  await removeNetwork(key);
  await removeCgroups(key);
  await removeLogLinks(stateDir);
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

/** The sockets of containers' shims are not in containerd's folder; each shim notes where its own is. */
async function removeShimSockets(stateDir: string) {
  const tasks = join(stateDir, 'node/run/io.containerd.runtime.v2.task/k8s.io');
  for (const id of await readdir(tasks).catch(() => [])) {
    const note = join(tasks, id, 'address');
    const address = await readFile(note, 'utf8').catch(() => '');
    if (address.startsWith('unix://')) {
      await rm(address.slice('unix://'.length), { force: true });
    }
  }
}

async function removeLogLinks(stateDir: string) {
  for (const name of await readdir(LOG_LINKS).catch(() => [])) {
    const link = join(LOG_LINKS, name);
    const target = await readlink(link).catch(() => '');
    if (target.startsWith(`${stateDir}/`)) await rm(link, { force: true });
  }
}
