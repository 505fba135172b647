import { setTimeout as delay } from 'node:timers/promises';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { endOfLog, readRequests } from '../auditLog';
import { awaitIdle } from '../awaitIdle';
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
import { awaitCalm } from './awaitCalm';
import { bareClient } from './contenders/bareClient';
import { vdiOperator } from './contenders/vdiOperator';
import { requestsPerSession } from './evaluate';
import { fill, IN_FLIGHT } from './fill';
import { namespaceOf } from './measure';
import { measureAtWork } from './measureAtWork';
import type { Measurement } from './measurement';
import { patternOf } from './patternOf';
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
  /** A few new sessions, without the others and beside them. */
  atWork: { empty: AtWork; beside: AtWork };
}

/** A few new sessions of the operator, and of the bare client, which tells what the cluster itself takes. */
export interface AtWork {
  operator: Measurement;
  bareClient: Measurement;
}

/** Sessions in each namespace: so that no limit of Kubernetes on objects of a namespace is near. */
const PER_NAMESPACE = 1_000;

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
    for (const name of [...namespaces, namespaceOf(contender)]) {
      await createNamespace(transport, name);
    }
    const bare = bareClient(await patternOf(bench, contender), IN_FLIGHT);
    await createNamespace(transport, namespaceOf(bare));
    await observer.start();
    const measureBare = async (phase: string) => {
      const running = await bare.start(bench, namespaceOf(bare));
      try {
        const options = { phase, contender: bare, running, observer };
        return await measureAtWork(bench, options);
      } finally {
        await running.stop();
      }
    };
    const emptyBare = await measureBare('empty');
    operator = await startOperator(program, { kubeconfig });
    const empty = await measureAtWork(bench, {
      phase: 'empty',
      contender,
      running: operator,
      observer,
    });

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

    const beside = await measureAtWork(bench, {
      phase: 'beside',
      contender,
      running: operator,
      observer,
    });
    await operator.stop();
    await awaitCalm(cluster);
    const besideBare = await measureBare('beside');
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
      atWork: {
        empty: { operator: empty, bareClient: emptyBare },
        beside: { operator: beside, bareClient: besideBare },
      },
    };
  } finally {
    observer.stop();
    await operator?.stop();
    await observing.close();
  }
}
