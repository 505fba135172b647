import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bringUp } from './bringUp';
import { buildComponents } from './build/buildComponents';
import { ALWAYS_NEEDED, NEEDED_BY_NODE } from './build/components';
import { Cluster, clusterOf } from './cluster';
import { cacheFolder, clusterFolder, realFolder } from './folders';
import { Launcher } from './launcher';
import { LogOptions, logWith } from './log';
import { requireLinux } from './platform';
import { chooseNode } from './node/chooseNode';
import { type ReservedPort, reservePort } from './ports';
import { identify } from './process/identity';
import { withLock } from './process/lock';
import { removeEarlier } from './removeEarlier';
import { ClusterState, NodeKind, writeState } from './state';
import { logFolder, tearDown } from './tearDown';

/** Options of {@link startCluster}. */
export interface StartOptions extends LogOptions {
  /** Clusters of different names run side by side. Default: `default`. */
  name?: string;
  /**
   * Who runs the pods. Where `kubelet` cannot be had it becomes `kwok`, with a sentence in the log; with `CI=true` in
   * the environment that is an error instead, as a test would otherwise pass without having run.
   */
  node: NodeKind;
  /** Where everything of this cluster lies. Default: `.local/clusters/<name>` in the checkout. */
  stateDir?: string;
  /**
   * Whether the cluster is meant to stay when this process has ended. If not, a later start takes what it finds of this
   * name for left behind. Default: false.
   */
  keep?: boolean;
  /** `nvidia.com/gpu` of each node. Default: 4. */
  gpus?: number;
  /** How many nodes kwok simulates. Default: 2. */
  nodes?: number;
  /** Traefik's port on the loopback when it is free; else it gets a free one. Default: 8443. */
  traefikPort?: number;
  /** A file for the API server's audit log: the metadata of every finished request. Default: none is written. */
  auditLog?: string;
  /** Further arguments of the API server, such as `--watch-cache-sizes=configmaps#0`. Default: none. */
  apiServerArgs?: string[];
  /** Further arguments of the controller manager, such as `--controllers=*,-job-controller`. Default: none. */
  controllerManagerArgs?: string[];
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
  const { name = 'default', keep = false, signal } = options;
  const log = logWith(options);
  requireLinux();
  const folder = options.stateDir ?? clusterFolder(name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stateDir = await realFolder(folder);
  const { node, prepared } = await chooseNode(options.node, log, signal);
  const components = [...ALWAYS_NEEDED, ...NEEDED_BY_NODE[node]];
  const programs = await buildComponents({ components, ...log, signal });

  const launcherIdentity = await identify(process.pid);
  if (!launcherIdentity) throw new Error('/proc does not know this process');
  const state: ClusterState = {
    name,
    node,
    phase: 'starting',
    keep,
    launcher: launcherIdentity,
    components: [],
    server: '',
    traefikPort: 0,
    traefikHttpPort: 0,
    kubectl: programs.kubectl,
  };
  // Of two starts at the same moment the second has to find what the first wrote.
  await withLock(
    cacheFolder('locks', 'start'),
    async () => {
      await removeEarlier(name, stateDir, log);
      await mkdir(join(stateDir, 'config'));
      await mkdir(logFolder(stateDir));
      await writeState(stateDir, state);
    },
    { signal, waiting: () => log.log('Waiting: another cluster is starting.') },
  );
  const launcher = new Launcher(stateDir, programs, state, log, signal);
  let traefik: ReservedPort | undefined;
  try {
    traefik = await reservePort(options.traefikPort ?? 8443);
    state.traefikPort = traefik.port;
    await bringUp(launcher, state, {
      prepared,
      nodes: options.nodes ?? 2,
      gpus: options.gpus ?? 4,
      auditLog: options.auditLog,
      apiServerArgs: options.apiServerArgs ?? [],
      controllerManagerArgs: options.controllerManagerArgs ?? [],
    });
    state.phase = 'ready';
    await launcher.record();
    return clusterOf(state, stateDir);
  } catch (error) {
    log.log('The cluster did not start: removing what there is of it.');
    await tearDown(stateDir);
    throw launcher.signal.aborted ? launcher.signal.reason : error;
  } finally {
    launcher.done();
    await traefik?.release();
  }
}
