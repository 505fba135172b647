import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCluster } from '@backstage-vdi/cluster';
import { loadConnection, NAMESPACE, Transport } from '@backstage-vdi/kube';
import { readWrites } from '../auditLog';
import { readChildren, writeDirectly, type Children } from './bareClient';
import { childrenLatency, countWrites, type Latency } from './evaluate';
import { startOperator } from './operatorProcess';
import {
  awaitRunning,
  createSession,
  createTemplate,
  deleteSession,
} from './sessions';

const OPERATOR = 'vdi-operator/';
const ME = 'vdi-bench/1';
const WATCHED = 'bench-operator';
const BARE = 'bench-bare';

/** What `npm run bench -- main-job` measures. */
export interface MainJobOptions {
  /** How many desktops by each way. */
  sessions: number;
  /** How long nothing happens, in seconds, while the operator's writes are counted. */
  restSeconds: number;
  log(line: string): void;
}

/** Times are milliseconds by the API server's clock; writes are by `verb resource`. */
export interface MainJobResult {
  sessions: number;
  operator: Latency;
  bareClient: Latency;
  /** Operator to bare client: 1 is as fast as it can be. */
  ratio: Latency;
  writesPerSession: {
    madeByApi: Record<string, number>;
    madeByKubectl: Record<string, number>;
    deleted: Record<string, number>;
  };
  atRest: {
    seconds: number;
    writes: Record<string, number>;
    residentMiB: number;
  };
}

/** Starts a cluster with simulated nodes and the operator beside it, and measures one desktop after the other. */
export async function measureMainJob(
  options: MainJobOptions,
): Promise<MainJobResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vdi-bench-'));
  const auditLog = path.join(folder, 'audit.log');
  const { log } = options;
  const cluster = await startCluster({
    name: 'bench',
    node: 'kwok',
    auditLog,
    log,
  });
  try {
    await cluster.apply(
      path.join(
        path.dirname(require.resolve('../../../package.json')),
        'charts/vdi-operator/crds',
      ),
    );
    const transport = new Transport(
      await loadConnection({ kubeconfig: cluster.kubeconfig }),
      { userAgent: ME },
    );
    try {
      return await measure(transport, cluster.kubeconfig, auditLog, options);
    } finally {
      await transport.close();
    }
  } finally {
    await cluster.down();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  transport: Transport,
  kubeconfig: string,
  auditLog: string,
  { sessions, restSeconds, log }: MainJobOptions,
): Promise<MainJobResult> {
  for (const name of [WATCHED, BARE]) {
    await transport.create(NAMESPACE, { metadata: { name } });
  }
  await createTemplate(transport);
  const operator = await startOperator(kubeconfig, WATCHED);
  try {
    log(`${sessions} desktops by the operator and as many by the bare client`);
    const measured = span();
    let pattern: Children | undefined;
    for (let n = 1; n <= sessions; n += 1) {
      const name = `desktop-${n}`;
      await createSession(transport, WATCHED, name, 'api');
      await awaitRunning(transport, WATCHED, name);
      pattern ??= await readChildren(transport, WATCHED, name);
      // Turn about, so that both meet the same machine.
      await createSession(transport, BARE, name, 'kubectl');
      await writeDirectly(transport, pattern, BARE, name);
    }
    measured.end();

    const byKubectl = span();
    await createSession(transport, WATCHED, 'by-kubectl', 'kubectl');
    await awaitRunning(transport, WATCHED, 'by-kubectl');
    byKubectl.end();

    log(`${restSeconds} s of rest`);
    const rest = span();
    await delay(restSeconds * 1_000);
    rest.end();
    const residentMiB = await operator.residentMiB();

    const deletion = span();
    await deleteSession(transport, WATCHED, 'by-kubectl');
    deletion.end();

    const writes = await readWrites(auditLog);
    const byOperator = childrenLatency(writes, WATCHED, OPERATOR);
    const bareClient = childrenLatency(writes, BARE, ME);
    return {
      sessions,
      operator: byOperator,
      bareClient,
      ratio: {
        p50: byOperator.p50 / bareClient.p50,
        p99: byOperator.p99 / bareClient.p99,
      },
      writesPerSession: {
        madeByApi: perSession(
          countWrites(writes, OPERATOR, measured),
          sessions,
        ),
        madeByKubectl: countWrites(writes, OPERATOR, byKubectl),
        deleted: countWrites(writes, OPERATOR, deletion),
      },
      atRest: {
        seconds: restSeconds,
        writes: countWrites(writes, OPERATOR, rest),
        residentMiB,
      },
    };
  } finally {
    await operator.stop();
  }
}

/** A span of time that begins now, in epoch milliseconds. */
function span() {
  const taken = { from: Date.now(), to: Infinity, end: () => {} };
  taken.end = () => {
    taken.to = Date.now();
  };
  return taken;
}

function perSession(counts: Record<string, number>, sessions: number) {
  return Object.fromEntries(
    Object.entries(counts).map(([key, count]) => [key, count / sessions]),
  );
}
