import { percentile } from '../statistics';
import { type Exchange, EXCHANGES } from './latency';
import { type Ratio, ratioOfMeans } from './ratioOfMeans';
import type { Latencies, Route } from './takeTurns';
import { MOMENTS, type Moment, operatorShare, stagesOf, type Way } from './way';

/** What is said of many durations, in milliseconds. */
export interface Usual {
  p50: number;
  p95: number;
}

/** What one image's desktops took. */
export interface ImageResult {
  image: string;
  clicks: number;
  /** Each part of the way, since those before it. */
  stages: Record<Moment, Usual>;
  /** From the click on. */
  podReady: Usual;
  firstFrame: Usual;
  /** What of it neither kubelet nor browser spent. */
  operator: Usual;
  /** With nobody connected. */
  rest: Rest;
  /** How long exchanges take without and with Traefik, in milliseconds. */
  latency: Record<Exchange, Comparison>;
}

/** Many durations, in milliseconds. */
export interface Taken extends Usual {
  mean: number;
}

/** The same without and with Traefik. */
export interface Comparison extends Record<Route, Taken> {
  /** How often it went each way. */
  times: number;
  /** Of the means, by pairs: the medians of durations that spread over a whole beat tell less of what was added to each. */
  ratio: Ratio;
}

/** A desktop at rest. */
export interface Rest {
  seconds: number;
  /** Of one core. */
  cpuShare: number;
  megabytes: number;
}

/** Percentiles of what was measured. Pure. */
export function evaluate({
  image,
  ways,
  rest,
  latencies,
}: {
  image: string;
  ways: Way[];
  rest: Rest;
  latencies: Record<Exchange, Latencies>;
}): ImageResult {
  const of = (read: (way: Way) => number) => usual(ways.map(read));
  return {
    image,
    clicks: ways.length,
    stages: Object.fromEntries(
      MOMENTS.map(moment => [moment, of(way => stagesOf(way)[moment])]),
    ) as Record<Moment, Usual>,
    podReady: of(({ clicked, ready }) => ready - clicked),
    firstFrame: of(({ clicked, shown }) => shown - clicked),
    operator: of(operatorShare),
    rest,
    latency: Object.fromEntries(
      EXCHANGES.map(exchange => [exchange, compare(latencies[exchange])]),
    ) as Record<Exchange, Comparison>,
  };
}

function compare(latencies: Latencies): Comparison {
  return {
    times: latencies.length,
    direct: taken(latencies.map(([direct]) => direct)),
    traefik: taken(latencies.map(([, traefik]) => traefik)),
    ratio: ratioOfMeans(latencies),
  };
}

function taken(values: number[]): Taken {
  const sum = values.reduce((total, value) => total + value, 0);
  return { mean: sum / values.length, ...usual(values) };
}

function usual(values: number[]): Usual {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}
