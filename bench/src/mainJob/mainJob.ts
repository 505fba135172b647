import { setTimeout as delay } from 'node:timers/promises';
import {
  isNotFound,
  type KubeObject,
  type Transport,
} from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { isWrite, readRequests } from '../auditLog';
import {
  type DesktopPattern,
  fillPattern,
  readPattern,
} from '../bareClient/desktopPattern';
import { writeChildren, writeStatus } from '../bareClient/writeDesktop';
import {
  BENCH_AGENT,
  type BenchCluster,
  createNamespace,
  withCluster,
} from '../benchCluster';
import {
  bundleOperator,
  type ControllerProcess,
  startOperator,
} from '../operatorProcess';
import { poll } from '../poll';
import { readUsage } from '../processUsage';
import { awaitRunning, createTemplate, sessionObject } from '../sessions';
import { childrenLatency, countWrites, type Latency } from './evaluate';

const OPERATOR = 'vdi-operator/';
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
export function measureMainJob(
  options: MainJobOptions,
): Promise<MainJobResult> {
  return withCluster({ log: options.log }, async bench => {
    const { transport, cluster } = bench;
    await createNamespace(transport, WATCHED);
    await createNamespace(transport, BARE);
    await createTemplate(transport);
    const operator = await startOperator(await bundleOperator(), {
      kubeconfig: cluster.kubeconfig,
      namespace: WATCHED,
    });
    try {
      return await measure(bench, operator, options);
    } finally {
      await operator.stop();
    }
  });
}

async function measure(
  { transport, auditLog, log }: BenchCluster,
  operator: ControllerProcess,
  { sessions, restSeconds }: MainJobOptions,
): Promise<MainJobResult> {
  log(`${sessions} desktops by the operator and as many by the bare client`);
  const measured = span();
  let pattern: DesktopPattern | undefined;
  for (let n = 1; n <= sessions; n += 1) {
    const name = `desktop-${n}`;
    await transport.create(VDISESSION, sessionObject(WATCHED, name, 'api'));
    await awaitRunning(transport, WATCHED, name);
    pattern ??= await readPattern(transport, { namespace: WATCHED, name });
    // Turn about, so that both meet the same machine.
    await writeDirectly(transport, pattern, name);
  }
  measured.end();

  const byKubectl = span();
  const last = { namespace: WATCHED, name: 'by-kubectl' };
  await transport.create(
    VDISESSION,
    sessionObject(WATCHED, last.name, 'kubectl'),
  );
  await awaitRunning(transport, WATCHED, last.name);
  byKubectl.end();

  log(`${restSeconds} s of rest`);
  const rest = span();
  await delay(restSeconds * 1_000);
  rest.end();
  const { residentMiB } = await readUsage(operator.pid);

  const deletion = span();
  await transport.delete(VDISESSION, last);
  await poll(() =>
    transport.get(VDISESSION, last).then(
      () => false,
      error => {
        if (!isNotFound(error)) throw error;
        return true;
      },
    ),
  );
  deletion.end();

  const writes = (await readRequests(auditLog)).filter(isWrite);
  const byOperator = childrenLatency(writes, WATCHED, OPERATOR);
  const bareClient = childrenLatency(writes, BARE, `${BENCH_AGENT}/`);
  return {
    sessions,
    operator: byOperator,
    bareClient,
    ratio: {
      p50: byOperator.p50 / bareClient.p50,
      p99: byOperator.p99 / bareClient.p99,
    },
    writesPerSession: {
      madeByApi: perSession(countWrites(writes, OPERATOR, measured), sessions),
      madeByKubectl: countWrites(writes, OPERATOR, byKubectl),
      deleted: countWrites(writes, OPERATOR, deletion),
    },
    atRest: {
      seconds: restSeconds,
      writes: countWrites(writes, OPERATOR, rest),
      residentMiB,
    },
  };
}

/** A session and what the operator would make of it, by nobody's decision. */
async function writeDirectly(
  transport: Transport,
  pattern: DesktopPattern,
  name: string,
): Promise<void> {
  const { metadata } = await transport.create<KubeObject>(
    VDISESSION,
    sessionObject(BARE, name, 'kubectl'),
  );
  const session = { namespace: BARE, name, uid: metadata?.uid ?? '' };
  const desktop = fillPattern(pattern, session);
  await writeChildren(transport, desktop);
  await writeStatus(transport, desktop, session);
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
