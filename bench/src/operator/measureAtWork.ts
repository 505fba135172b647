import type { BenchCluster } from '../benchCluster';
import { removeAll } from '../removeAll';
import { awaitCalm } from './awaitCalm';
import type { Contender, RunningContender } from './contender';
import { burst, runLoad, steady } from './load';
import { measureRunning, namespaceOf } from './measure';
import type { Measurement } from './measurement';
import type { ReadyObserver } from './ReadyObserver';

/** Sessions that come one by one: five a second, which two processors do without a queue. */
const FEW = steady(5, 24);

/** Made first and not measured: a just-in-time compiler and a pool of connections begin cold. */
const WARM_UP = 20;

/** Gives a contender that runs a few sessions in its namespace, whatever else there is in the cluster, and removes them. */
export async function measureAtWork(
  bench: BenchCluster,
  options: {
    /** For people and for names of objects. */
    phase: string;
    contender: Contender;
    running: RunningContender;
    observer: ReadyObserver;
  },
): Promise<Measurement> {
  const { transport, cluster, log } = bench;
  const { phase, contender } = options;
  const namespace = namespaceOf(contender);
  const load = { ...options, transport, namespace };
  await runLoad({ ...burst(WARM_UP), name: `${phase}-warm-up` }, load);
  await awaitCalm(cluster);
  const measured = await measureRunning(bench, { ...FEW, name: phase }, load);
  await removeAll(transport, contender, namespace);
  await awaitCalm(cluster);
  const p50 = Math.round(measured.createToReady.p50);
  log(`${phase}, ${contender.name}: create → running p50 ${p50} ms`);
  return measured;
}
