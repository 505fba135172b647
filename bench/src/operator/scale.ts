import { setTimeout as delay } from 'node:timers/promises';
import { keyOf, loadConnection, Transport } from '@backstage-vdi/kube';
import { endOfLog, readRequests } from '../auditLog';
import {
  BENCH_AGENT,
  type BenchCluster,
  createNamespace,
} from '../benchCluster';
import {
  bundleOperator,
  type ControllerProcess,
  startOperator,
} from '../operatorProcess';
import { readUsage } from '../processUsage';
import { createTemplate } from '../sessions';
import { type Spread, spread } from '../spread';
import { awaitCalm } from './awaitCalm';
import type { Contender } from './contender';
import { vdiOperator } from './contenders/vdiOperator';
import { requestsPerSession } from './evaluate';
import { burst, runLoad, steady } from './load';
import { ReadyObserver } from './ReadyObserver';

/** What `npm run bench -- operator --scale` measures. */
export interface ScaleOptions {
  sessions: number;
  /** How long nothing happens, in seconds. */
  restSeconds: number;
}

/** An operator with very many sessions. */
export interface ScaleResult {
  sessions: number;
  namespaces: number;
  /** With how many it made them, per second. */
  madePerSecond: number;
  start: {
    /** From its start until it had read everything, in milliseconds. */
    syncedMs: number;
    /** From its start until it had looked at every session once and rested, in milliseconds. */
    firstPassMs: number;
    cpuSeconds: number;
    peakMiB: number;
  };
  rest: {
    seconds: number;
    /** By `verb resource`. */
    writes: Record<string, number>;
    reads: Record<string, number>;
    /** Of one core. */
    cpuShare: number;
    residentMiB: number;
  };
  /** From the reply to a session's creation until it is told to run, in milliseconds, without the others and beside them. */
  createToRunning: { empty: Spread; beside: Spread };
}

/** Sessions in each namespace: so that no limit of Kubernetes on objects of a namespace is near. */
const PER_NAMESPACE = 1_000;

/** How many are on their way while the cluster is filled: as many as the API server takes without making others wait. */
const IN_FLIGHT = 64;

/** The namespace of the sessions that are measured. */
const MEASURED = 'bench-measured';

/** Sessions that come one by one: five a second, which two processors do without a queue. */
const few = (name: string) => ({ ...steady(5, 12), name });

/** Has an operator make very many sessions, starts it anew, and looks at it at rest and at work. */
export async function measureScale(
  bench: BenchCluster,
  { sessions, restSeconds }: ScaleOptions,
): Promise<ScaleResult> {
  const { transport, cluster, log } = bench;
  const { kubeconfig } = cluster;
  const program = await bundleOperator();
  const contender = vdiOperator(program);
  const observing = new Transport(await loadConnection({ kubeconfig }), {
    userAgent: `${BENCH_AGENT}/1`,
  });
  const observer = new ReadyObserver(observing, contender);
  const namespaces = Array.from(
    { length: Math.ceil(sessions / PER_NAMESPACE) },
    (_, n) => `bench-${n + 1}`,
  );
  let operator: ControllerProcess | undefined;
  try {
    await createTemplate(transport);
    for (const name of [...namespaces, MEASURED]) {
      await createNamespace(transport, name);
    }
    await observer.start();
    operator = await startOperator(program, { kubeconfig });
    const createFew = async (running: ControllerProcess, name: string) => {
      const namespace = MEASURED;
      const options = { transport, contender, running, observer, namespace };
      // A just-in-time compiler and a pool of connections begin cold.
      await runLoad({ ...burst(20), name: `${name}-warm-up` }, options);
      await awaitCalm(cluster);
      const samples = await runLoad(few(name), options);
      const took = spread(samples.map(it => it.readyAt - it.createdAt));
      log(`${name}: create → running p50 ${Math.round(took.p50)} ms`);
      return took;
    };
    const empty = await createFew(operator, 'empty');

    const filling = performance.now();
    await fill(bench, contender, { sessions, namespaces, observer });
    const fillSeconds = (performance.now() - filling) / 1_000;
    log(`${sessions} sessions in ${Math.round(fillSeconds)} s`);
    await operator.stop();
    await awaitCalm(cluster);

    const starting = performance.now();
    operator = await startOperator(program, { kubeconfig });
    const syncedMs = performance.now() - starting;
    const firstPassMs = (await awaitIdle(operator.pid)) - starting;
    const started = await readUsage(operator.pid);
    log(
      `Read in ${Math.round(syncedMs)} ms, looked at in ${Math.round(firstPassMs)} ms`,
    );

    await awaitCalm(cluster);
    const logFrom = await endOfLog(bench.auditLog);
    const before = await readUsage(operator.pid);
    await delay(restSeconds * 1_000);
    const after = await readUsage(operator.pid);
    const requests = await readRequests(bench.auditLog, logFrom);

    const beside = await createFew(operator, 'beside');
    return {
      sessions,
      namespaces: namespaces.length,
      madePerSecond: sessions / fillSeconds,
      start: {
        syncedMs,
        firstPassMs,
        cpuSeconds: started.cpuSeconds,
        peakMiB: started.peakMiB,
      },
      rest: {
        seconds: restSeconds,
        ...requestsPerSession(requests, contender.userAgent, 1),
        cpuShare: (after.cpuSeconds - before.cpuSeconds) / restSeconds,
        residentMiB: after.residentMiB,
      },
      createToRunning: { empty, beside },
    };
  } finally {
    observer.stop();
    await operator?.stop();
    await observing.close();
  }
}

/** Makes sessions in all namespaces by turns, a bounded number at a time, and waits until the last runs. */
async function fill(
  { transport, log }: BenchCluster,
  contender: Contender,
  options: { sessions: number; namespaces: string[]; observer: ReadyObserver },
): Promise<void> {
  const { sessions, namespaces, observer } = options;
  let next = 0;
  const makeOneByOne = async () => {
    while (next < sessions) {
      const n = next;
      next += 1;
      if (n > 0 && n % 1_000 === 0) log(`${n} sessions`);
      const namespace = namespaces[n % namespaces.length];
      const name = `desktop-${String(n).padStart(5, '0')}`;
      const object = contender.object(namespace, name);
      const created = await transport.create(contender.resource, object);
      await observer.ready(keyOf(created));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, makeOneByOne));
}

/** How long a process is watched at a time, in milliseconds, and the share of a core below which it has nothing to do. */
const IDLE = { ms: 500, share: 0.05 };

/** Waits until a process has nothing to do; returns since when, in milliseconds of `performance.now()`. */
async function awaitIdle(pid: number): Promise<number> {
  for (;;) {
    const since = performance.now();
    const { cpuSeconds } = await readUsage(pid);
    await delay(IDLE.ms);
    const used = (await readUsage(pid)).cpuSeconds - cpuSeconds;
    if (used <= (IDLE.share * IDLE.ms) / 1_000) return since;
  }
}
