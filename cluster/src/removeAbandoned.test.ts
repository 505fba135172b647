import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOwned, findOwned, identify } from './process/identity';
import { launch } from './process/launch';
import { removeAbandoned } from './removeAbandoned';
import { writeState } from './state';

describe('removeAbandoned', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'clusters-')));
  });
  afterEach(async () => {
    for (const name of await readdir(folder)) {
      await endOwned(join(folder, name));
    }
    await rm(folder, { recursive: true });
  });

  /** Something that runs for a cluster, by a process that is there yet or has ended. */
  async function begin(
    name: string,
    { keep = false, ended = false },
  ): Promise<string> {
    const stateDir = join(folder, name);
    await mkdir(stateDir);
    const { pid, startTime } = (await identify(process.pid))!;
    await writeState(stateDir, {
      name,
      node: 'none',
      phase: 'ready',
      keep,
      launcher: { pid, startTime: ended ? startTime - 1 : startTime },
      components: [],
      server: '',
      traefikPort: 0,
      traefikHttpPort: 0,
      kubectl: '',
    });
    await launch({
      name: 'sleep',
      program: 'sleep',
      args: ['infinity'],
      logFile: join(stateDir, 'log'),
      owner: stateDir,
    });
    // In the midst of its exec it shows no mark.
    while ((await findOwned(stateDir)).length === 0) await delay(5);
    return stateDir;
  }

  it('removes what nobody is there to take down', async () => {
    const left = await begin('left', { ended: true });
    await removeAbandoned(folder);
    expect(await findOwned(left)).toEqual([]);
    expect(await readdir(left)).toEqual([]);
  });

  it.each([
    ['is used by the process that started it', { ended: false }],
    ['is meant to stay', { keep: true, ended: true }],
  ])('leaves what %s', async (_, how) => {
    const used = await begin('used', how);
    await removeAbandoned(folder);
    expect(await findOwned(used)).toHaveLength(1);
    expect(await readdir(used)).toContain('state.json');
  });
});
