import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Cluster,
  interruptible,
  ONE_BINDER,
  startCluster,
} from '@backstage-vdi/cluster';
import {
  isNotFound,
  type KubeObject,
  loadConnection,
  NAMESPACE,
  type Resource,
  Transport,
} from '@backstage-vdi/kube';
import { poll } from './poll';
import { unlessAborted } from './unlessAborted';

/** Room for pods on a simulated node. */
export const PODS_PER_NODE = 1_000;

/** User agent of what the benchmark itself does. */
export const BENCH_AGENT = 'vdi-bench';

/** What every benchmark is given. */
export interface BenchCluster {
  cluster: Cluster;
  transport: Transport;
  /** The file of the API server's audit log. */
  auditLog: string;
  log(line: string): void;
}

const SERVICE_ACCOUNT: Resource = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  namespaced: true,
};

/** Killed at once: {@link withCluster} says why. */
const UNUSED = 'traefik';

/** One file, however long: a part of it would be read as if it were all. */
const LONG_LOG = '--audit-log-maxsize=10000';

/**
 * Runs `measure` on a cluster of its own, with simulated nodes, an audit log and the CRDs, and takes it down again.
 *
 * @throws InterruptedError when it is interrupted, and the cluster is down
 */
export function withCluster<T>(
  options: {
    /** How many nodes are simulated, each with room for {@link PODS_PER_NODE} pods. Default 2. */
    nodes?: number;
    log(line: string): void;
  },
  measure: (bench: BenchCluster) => Promise<T>,
): Promise<T> {
  const { nodes, log } = options;
  return interruptible(async signal => {
    const folder = await mkdtemp(path.join(tmpdir(), 'vdi-bench-'));
    const auditLog = path.join(folder, 'audit.log');
    try {
      const cluster = await startCluster({
        name: 'bench',
        node: 'kwok',
        nodes,
        auditLog,
        apiServerArgs: [LONG_LOG],
        controllerManagerArgs: [ONE_BINDER],
        log,
        signal,
      });
      try {
        return await unlessAborted(signal, () =>
          measureOn({ cluster, auditLog, log }, measure),
        );
      } finally {
        await cluster.down();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function measureOn<T>(
  { cluster, ...bench }: Omit<BenchCluster, 'transport'>,
  measure: (bench: BenchCluster) => Promise<T>,
): Promise<T> {
  // It reads its whole configuration anew for each route, on the processors that are measured, and nobody asks it for a desktop.
  await cluster.kill(UNUSED);
  await cluster.apply(
    path.join(
      path.dirname(require.resolve('../../package.json')),
      'charts/vdi-operator/crds',
    ),
  );
  const transport = new Transport(
    await loadConnection({ kubeconfig: cluster.kubeconfig }),
    // Deleting a thousand objects is one call.
    { userAgent: `${BENCH_AGENT}/1`, timeoutMs: 600_000 },
  );
  try {
    return await measure({ ...bench, cluster, transport });
  } finally {
    await transport.close();
  }
}

/** The processes of a cluster that work for whatever is measured. */
export function workingPids({ pids }: Cluster): number[] {
  return Object.entries(pids).flatMap(([name, pid]) =>
    name === UNUSED ? [] : [pid],
  );
}

/** Makes a namespace, and waits for its service account: without it no pod can be made. */
export async function createNamespace(
  transport: Transport,
  name: string,
): Promise<void> {
  await transport.create<KubeObject>(NAMESPACE, { metadata: { name } });
  const account = { namespace: name, name: 'default' };
  await poll(() =>
    transport.get(SERVICE_ACCOUNT, account).then(
      () => true,
      error => {
        if (!isNotFound(error)) throw error;
        return false;
      },
    ),
  );
}
