import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { realFolder } from './folders';
import { removeNode } from './node/kubelet/removeNode';
import { endOwned } from './process/identity';

/** The folder with the logs of the components in the cluster's folder. */
export const logFolder = (stateDir: string) => join(stateDir, 'logs');

/**
 * Ends and removes all of the cluster in `folder`, whatever state it is in; keeps the logs of its components and the
 * image store. Nothing is asked to stop in order: the data of a local cluster ends with it, and an API server without
 * its etcd would hang. Processes are found by their mark, as a record of them may be lost in a crash.
 */
export async function tearDown(folder: string): Promise<void> {
  const stateDir = await realFolder(folder);
  // containerd and its shims are needed to remove containers in good order.
  await endOwned(stateDir, ({ program }) => !program.startsWith('containerd'));
  await removeNode(stateDir);

  const names = await readdir(stateDir).catch(() => []);
  for (const name of names.filter(entry => entry !== 'logs')) {
    await rm(join(stateDir, name), { recursive: true, force: true });
  }
}
