import { rm } from 'node:fs/promises';
import { componentStatus } from './cluster';
import { ClusterError } from './errors';
import { Log } from './log';
import { isAlive } from './process/identity';
import { readState } from './state';
import { logFolder, tearDown } from './tearDown';

/**
 * Removes what an earlier cluster left in `stateDir`, its logs included. Throws `ALREADY_RUNNING` when it is no
 * leftover: somebody is starting it or uses it, or it is complete and meant to stay.
 */
export async function removeEarlier(name: string, stateDir: string, log: Log) {
  const earlier = await readState(stateDir);
  if (earlier) {
    const { phase, keep, launcher } = earlier;
    const components = await componentStatus(earlier);
    const runs = phase === 'starting' || components.every(({ alive }) => alive);
    if (runs && ((await isAlive(launcher)) || (phase === 'ready' && keep))) {
      throw new ClusterError(
        'ALREADY_RUNNING',
        `There is a cluster ${name} already (nodes: ${earlier.node}), started by process ${launcher.pid}. ` +
          `End it (npm run cluster -- down --name ${name}), or choose another name.`,
      );
    }
    log.log(`Removing what is left of an earlier cluster ${name}.`);
  }
  await tearDown(stateDir);
  await rm(logFolder(stateDir), { recursive: true, force: true });
}
