import { percentile } from '../statistics';
import { type Exchange, EXCHANGES, type Latencies } from './latency';
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

/** The same without and with Traefik. */
export interface Comparison {
  direct: Usual;
  traefik: Usual;
  /** Of the medians. */
  ratio: number;
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
  const direct = usual(latencies.direct);
  const traefik = usual(latencies.traefik);
  return { direct, traefik, ratio: traefik.p50 / direct.p50 };
}

function usual(values: number[]): Usual {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}
