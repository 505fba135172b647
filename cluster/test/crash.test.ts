import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Cluster, clusterFolder, findCluster, startCluster } from '../src';
import { identify } from '../src/process/identity';
import { readState } from '../src/state';
import { tearDown } from '../src/tearDown';
import { NOTHING, tracesOf } from './traces';

const name = 'test-crash';
const stateDir = clusterFolder(name);

describe('after a crash', () => {
  afterAll(() => tearDown(stateDir));

  it('of components, a cluster is not taken for alive and goes completely', async () => {
    const cluster = await start();
    process.kill(cluster.pids.traefik, 'SIGKILL');
    process.kill(cluster.pids.etcd, 'SIGKILL');
    await endOf(cluster.pids.etcd);
    expect(await findCluster(stateDir)).toBeUndefined();
    await cluster.down();
    expect(await tracesOf(stateDir)).toEqual(NOTHING);
  });

  it('of its launcher, a half-started cluster goes completely', async () => {
    const launcher = await upUntil('kube-apiserver');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    expect((await tracesOf(stateDir)).processes).not.toEqual([]);
    await tearDown(stateDir);
    expect(await tracesOf(stateDir)).toEqual(NOTHING);
  });

  it('of its launcher, the next start removes what is there', async () => {
    const launcher = await upUntil('etcd');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    const before = await readState(stateDir);
    const cluster = await start();
    expect(cluster.pids.etcd).not.toBe(before?.components[0].pid);
    await cluster.down();
    expect(await tracesOf(stateDir)).toEqual(NOTHING);
  });

  it('by Ctrl-C, the start ends with the code of a shell and leaves nothing', async () => {
    const launcher = await upUntil('kube-apiserver');
    launcher.kill('SIGINT');
    const [code] = await once(launcher, 'exit');
    expect(code).toBe(130);
    expect(await tracesOf(stateDir)).toEqual(NOTHING);
  });
});

function start(): Promise<Cluster> {
  return startCluster({ name, node: 'kwok' });
}

/** A signal is delivered when the process runs next, which may be a moment later. */
async function endOf(pid: number) {
  while (await identify(pid)) await delay(10);
}

/** Runs the command `up` until it has launched `component`. */
async function upUntil(component: string) {
  const watching = new AbortController();
  await mkdir(stateDir, { recursive: true });
  const changes = watch(stateDir, { signal: watching.signal });
  const cli = join(__dirname, '../src/cli.ts');
  const args = ['--import', 'tsx', cli, 'up', '--node=kwok', `--name=${name}`];
  const launcher = spawn(process.execPath, args, { stdio: 'ignore' });
  for await (const _ of changes) {
    const state = await readState(stateDir);
    if (state?.components.some(one => one.name === component)) break;
  }
  watching.abort();
  return launcher;
}
