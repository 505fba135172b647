import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clustersFolder } from './folders';
import { isAlive } from './process/identity';
import { readState } from './state';
import { tearDown } from './tearDown';

/**
 * Removes the clusters that were not meant to stay without the process that started them, where that has ended: whoever is killed takes
 * nothing down.
 *
 * @param folder - of the clusters' folders. Default: those of this checkout
 */
export async function removeAbandoned(folder = clustersFolder): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const stateDir = join(folder, name);
    const state = await readState(stateDir);
    const isAbandoned =
      state && !state.keep && !(await isAlive(state.launcher));
    if (isAbandoned) await tearDown(stateDir);
  }
}
