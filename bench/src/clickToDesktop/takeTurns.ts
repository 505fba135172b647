import { ratioOfMeans } from './ratioOfMeans';

/** How long an exchange took without and with Traefik, in milliseconds: one pair after the other. */
export type Latencies = [direct: number, traefik: number][];

/** The way that an exchange goes. */
export type Route = 'direct' | 'traefik';

/** When the ratio of two ways is known well enough, or as well as can be. */
export interface Limits {
  /** Half the width of the confidence interval that is narrow enough. */
  margin: number;
  /** Fewer pairs say nothing about it, however long they take. */
  leastPairs: number;
  mostPairs: number;
  /** After this the pair that has begun is the last, in milliseconds. */
  mostMs: number;
}

/** What tells a ratio of 1.07 from one of 1.1, or a minute and a half. */
const LIMITS: Limits = {
  margin: 0.03,
  leastPairs: 30,
  mostPairs: 1_000,
  mostMs: 90_000,
};

/** Pairs that are not measured: the first ones warm up. */
const WARM_UP = 5;

/** Its multiples, less their whole parts, are spread evenly from 0 to 1 however many are taken. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * Has the same exchange go both ways in turn, until the ratio of their means is known: what drifts on the machine meets both.
 *
 * @param exchange - one exchange at a phase from 0 to 1 of whatever beat the desktop has, the same for both of a pair; resolves with
 *   what it took, in milliseconds
 */
export async function takeTurns(
  exchange: (route: Route, phase: number) => Promise<number>,
  limits: Limits = LIMITS,
  now: () => number = () => performance.now(),
): Promise<Latencies> {
  const latencies: Latencies = [];
  const from = now();
  for (let n = 0; !isKnown(latencies, now() - from, limits); n += 1) {
    const phase = (n * GOLDEN_RATIO) % 1;
    const direct = await exchange('direct', phase);
    const traefik = await exchange('traefik', phase);
    if (n >= WARM_UP) latencies.push([direct, traefik]);
  }
  return latencies;
}

function isKnown(
  latencies: Latencies,
  tookMs: number,
  { margin, leastPairs, mostPairs, mostMs }: Limits,
): boolean {
  const { length } = latencies;
  if (length < leastPairs) return false;
  if (length >= mostPairs || tookMs >= mostMs) return true;
  return ratioOfMeans(latencies).margin <= margin;
}
