import { Transport, loadConnection } from '@backstage-vdi/kube';
import { endOfLog, readRequests } from '../auditLog';
import { BENCH_AGENT, type BenchCluster, workingPids } from '../benchCluster';
import { cpuSecondsOf, readUsage } from '../processUsage';
import { awaitNoVolume, removeAll } from '../removeAll';
import { spread } from '../spread';
import { awaitCalm } from './awaitCalm';
import type { Contender } from './contender';
import {
  createToLastChild,
  podReadyToStatus,
  requestsPerSession,
  throughput,
} from './evaluate';
import { burst, type Load, runLoad } from './load';
import type { Measurement } from './measurement';
import { ReadyObserver } from './ReadyObserver';

/** Objects that each contender makes unmeasured first: a just-in-time compiler and a pool of connections begin cold. */
const WARM_UP = 30;

/** The namespace of a contender. */
export const namespaceOf = ({ name }: Contender) => `bench-${name}`;

/** Starts a contender, gives it a load, and removes everything of it again. */
export async function measure(
  bench: BenchCluster,
  contender: Contender,
  load: Load,
): Promise<Measurement> {
  const namespace = namespaceOf(contender);
  const observing = new Transport(
    await loadConnection({ kubeconfig: bench.cluster.kubeconfig }),
    { userAgent: `${BENCH_AGENT}/1` },
  );
  const observer = new ReadyObserver(observing, contender, namespace);
  const running = await contender.start(bench, namespace);
  try {
    await observer.start();
    const { transport } = bench;
    const options = { transport, contender, running, observer, namespace };
    await runLoad({ ...burst(WARM_UP), name: 'warm-up' }, options);
    await awaitCalm(bench.cluster);
    const measured = await measureRunning(bench, load, options);
    await removeAll(transport, contender, namespace);
    await awaitNoVolume(transport);
    return measured;
  } finally {
    observer.stop();
    await running.stop();
    await observing.close();
    await awaitCalm(bench.cluster);
  }
}

/** Gives a contender that runs a load. */
export async function measureRunning(
  { cluster, auditLog }: BenchCluster,
  load: Load,
  options: Parameters<typeof runLoad>[1],
): Promise<Measurement> {
  const { contender, running } = options;
  const { pid } = running;
  const clusterPids = workingPids(cluster);
  const logFrom = await endOfLog(auditLog);
  const before = await Promise.all([
    cpuSecondsOf([pid]),
    cpuSecondsOf([process.pid]),
    cpuSecondsOf(clusterPids),
  ]);
  const samples = await runLoad(load, options);
  const usage = await readUsage(pid);
  const [loadGenerator, clusterCpu] = await Promise.all([
    cpuSecondsOf([process.pid]),
    cpuSecondsOf(clusterPids),
  ]);
  const requests = await readRequests(auditLog, logFrom);
  const { userAgent, resource, children } = contender;
  const audited = {
    requests,
    userAgent,
    resource: resource.plural,
    children: children.map(({ plural }) => plural),
    names: samples.map(({ name }) => name),
  };
  return {
    contender: contender.name,
    load: load.name,
    sessions: samples.length,
    perSecond: throughput(samples),
    createToReady: spread(
      samples.map(({ createdAt, readyAt }) => readyAt - createdAt),
    ),
    ...requestsPerSession(requests, userAgent, samples.length),
    createToLastChild: spread(createToLastChild(audited)),
    podReadyToStatus: spread(podReadyToStatus(audited)),
    cpuSeconds: {
      contender: usage.cpuSeconds - before[0],
      loadGenerator: loadGenerator - before[1],
      cluster: clusterCpu - before[2],
    },
    memory: { resident: usage.residentMiB, peak: usage.peakMiB },
  };
}
