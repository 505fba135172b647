import { type BenchCluster, createNamespace } from '../benchCluster';
import type { DesktopPattern } from '../bareClient/desktopPattern';
import { bundleOperator } from '../operatorProcess';
import { createTemplate } from '../sessions';
import type { Adapter } from './adapters/adapter';
import { bareClient } from './contenders/bareClient';
import { vdiOperator } from './contenders/vdiOperator';
import { burst, type Load } from './load';
import { measure, namespaceOf } from './measure';
import type { Measurement } from './measurement';
import { patternOf } from './patternOf';

/** What `npm run bench -- operator` compares. */
export interface CompareOptions {
  loads: Load[];
  /** How often each contender meets each load; every second time in the opposite order. */
  rounds: number;
  /** Another controller beside. */
  peer?: Adapter;
}

/** What came out of a comparison. */
export interface Comparison {
  /** How many sessions the bare client writes for at once: its best, found first. */
  bareConcurrency: number;
  /** In order of time. */
  measurements: Measurement[];
}

/** What is tried for the bare client. */
const CONCURRENCIES = [8, 16, 32, 64];

/** The burst that it is tried with. */
const TRIAL_SESSIONS = 150;

/** Gives every contender every load on one cluster, one after the other. */
export async function compare(
  bench: BenchCluster,
  { loads, rounds, peer }: CompareOptions,
): Promise<Comparison> {
  const { transport, log } = bench;
  await createTemplate(transport);
  const operator = vdiOperator(await bundleOperator());
  await createNamespace(transport, namespaceOf(operator));
  const pattern = await patternOf(bench, operator);
  await createNamespace(transport, namespaceOf(bareClient(pattern, 1)));
  const bareConcurrency = await findConcurrency(bench, pattern);
  const contenders = [operator, bareClient(pattern, bareConcurrency)];
  if (peer) {
    const contender = await peer.install(bench, pattern);
    await createNamespace(transport, namespaceOf(contender));
    contenders.push(contender);
  }

  const measurements: Measurement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // In turn, so that what changes on the machine meanwhile meets all of them.
    const order = round % 2 ? contenders.toReversed() : contenders;
    for (const load of loads) {
      for (const contender of order) {
        const measured = await measure(bench, contender, load);
        log(describe(measured));
        measurements.push(measured);
      }
    }
  }
  return { bareConcurrency, measurements };
}

/** The concurrency with which the bare client is fastest here. */
async function findConcurrency(
  bench: BenchCluster,
  pattern: DesktopPattern,
): Promise<number> {
  let best = { concurrency: 0, perSecond: 0 };
  for (const concurrency of CONCURRENCIES) {
    const measured = await measure(
      bench,
      bareClient(pattern, concurrency),
      burst(TRIAL_SESSIONS),
    );
    const { perSecond } = measured;
    bench.log(`${describe(measured)}, ${concurrency} at once`);
    if (perSecond > best.perSecond) best = { concurrency, perSecond };
  }
  return best.concurrency;
}

function describe({ contender, load, perSecond, createToReady }: Measurement) {
  return `${contender}, ${load}: ${perSecond.toFixed(1)}/s, p50 ${Math.round(createToReady.p50)} ms`;
}
