import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bringUp } from './bringUp';
import { buildComponents } from './build/buildComponents';
import { ComponentName } from './build/components';
import { Cluster, clusterOf, componentStatus } from './cluster';
import { ClusterError } from './errors';
import { clusterFolder } from './folders';
import { Launcher } from './launcher';
import { ClusterLog, streamLog } from './log';
import { PreparedNode, prepareNode } from './node/kubelet/prepareNode';
import { freePortNear } from './ports';
import { identify, isAlive } from './process/identity';
import { ClusterState, NodeKind, readState } from './state';
import { logFolder, tearDown } from './tearDown';

/** Options of {@link startCluster}. */
export interface StartOptions {
  /** Clusters of different names run side by side. Default: `default`. */
  name?: string;
  /**
   * Who runs the pods. Where `kubelet` cannot be had it becomes `kwok`, with a sentence in the log; with `CI=true` in
   * the environment that is an error instead, as a test would otherwise pass without having run.
   */
  node: NodeKind;
  /** Where everything of this cluster lies. Default: `.local/clusters/<name>` in the checkout. */
  stateDir?: string;
  /** Default: the standard error stream. */
  log?: ClusterLog;
  /** `nvidia.com/gpu` of each node. Default: 4. */
  gpus?: number;
  /** How many nodes kwok simulates. Default: 2. */
  nodes?: number;
  /** Traefik's port on the loopback. Default: 8443 when it is free, else a free one. */
  traefikPort?: number;
  /** Ends the start; everything that was started is gone when the call rejects. */
  signal?: AbortSignal;
}

/**
 * Builds what is missing, and starts a cluster. Returns when pods can be created and desktops be reached. What is left
 * of an earlier cluster of that name is removed first. The cluster outlives this process: end it with `down()`.
 *
 * Throws a `ClusterError`; then nothing is left but the logs.
 */
export async function startCluster(options: StartOptions): Promise<Cluster> {
  const { name = 'default', log = streamLog(process.stderr), signal } = options;
  const stateDir = resolve(options.stateDir ?? clusterFolder(name));
  const prepared = await prepareOrFallBack(options.node, log, signal);
  const node = prepared || options.node !== 'kubelet' ? options.node : 'kwok';
  const built = await buildComponents({
    components: componentsFor(node),
    log,
    signal,
  });

  await removeEarlier(name, stateDir, log);
  const launcherIdentity = await identify(process.pid);
  if (!launcherIdentity) throw new Error('/proc does not know this process');
  const state: ClusterState = {
    name,
    node,
    phase: 'starting',
    launcher: launcherIdentity,
    components: [],
    server: '',
    traefikPort: options.traefikPort ?? (await freePortNear(8443)),
    kubectl: built('kubectl'),
  };
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  for (const folder of ['config', 'logs', ...(prepared ? ['node'] : [])]) {
    await mkdir(join(stateDir, folder));
  }
  const launcher = new Launcher(stateDir, built, state, log, signal);
  try {
    await launcher.record();
    await bringUp(launcher, state, {
      prepared,
      nodes: options.nodes ?? 2,
      gpus: options.gpus ?? 4,
    });
    state.phase = 'ready';
    await launcher.record();
    return clusterOf(state, stateDir);
  } catch (error) {
    log.info('The cluster did not start: removing what there is of it.');
    await tearDown(stateDir);
    throw launcher.signal.aborted ? launcher.signal.reason : error;
  } finally {
    launcher.done();
  }
}

async function prepareOrFallBack(
  node: NodeKind,
  log: ClusterLog,
  signal?: AbortSignal,
): Promise<PreparedNode | undefined> {
  if (node !== 'kubelet') return undefined;
  try {
    return await prepareNode(log, signal);
  } catch (error) {
    const fallsBack =
      error instanceof ClusterError &&
      error.code === 'NODE_UNAVAILABLE' &&
      process.env.CI !== 'true';
    if (!fallsBack) throw error;
    log.info(`${error.message} Nodes are simulated instead (--node kwok).`);
    return undefined;
  }
}

function componentsFor(node: NodeKind): ComponentName[] {
  const own: Record<NodeKind, ComponentName[]> = {
    none: [],
    kwok: ['kwok'],
    kubelet: ['kubelet', 'pause', 'volumes'],
  };
  return [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
    'traefik',
    ...own[node],
  ];
}

async function removeEarlier(name: string, stateDir: string, log: ClusterLog) {
  const earlier = await readState(stateDir);
  if (earlier) {
    const { phase, launcher } = earlier;
    const dead = (await componentStatus(earlier)).filter(one => !one.alive);
    const starting = phase === 'starting' && (await isAlive(launcher));
    if (starting || (phase === 'ready' && dead.length === 0)) {
      throw new ClusterError(
        'ALREADY_RUNNING',
        `The cluster ${name} ${starting ? 'is being started' : 'was started'} by process ${launcher.pid}. ` +
          'End it with "down" first, or choose another name.',
      );
    }
    const names = dead.map(one => one.name).join(', ');
    log.info(
      `Removing what is left of an earlier cluster ${name} (dead: ${names || 'its launcher'}).`,
    );
  }
  await tearDown(stateDir);
  await rm(logFolder(stateDir), { recursive: true, force: true });
}
