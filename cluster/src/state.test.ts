import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterState, readState, stateFile, writeState } from './state';

describe('the state', () => {
  it('is read as it was written, and undefined when it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'state-'));
    expect(await readState(folder)).toBeUndefined();

    const state: ClusterState = {
      name: 'test',
      node: 'kwok',
      phase: 'starting',
      keep: false,
      launcher: { pid: 1, startTime: 2 },
      components: [
        {
          name: 'etcd',
          program: '/etcd',
          args: ['--data-dir=/data'],
          pid: 3,
          startTime: 4,
          logFile: '/etcd.log',
          port: 5,
        },
      ],
      server: 'https://127.0.0.1:6443',
      traefikPort: 8443,
      traefikHttpPort: 8000,
      kubectl: '/kubectl',
    };
    await writeState(folder, state);
    expect(await readState(folder)).toEqual(state);

    await writeFile(stateFile(folder), '');
    expect(await readState(folder)).toBeUndefined();
    await rm(folder, { recursive: true });
  });
});
