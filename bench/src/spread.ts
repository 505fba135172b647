import { figure } from './figure';
import { percentile } from './statistics';

/** What is said of many durations, in milliseconds. */
export interface Spread {
  p50: number;
  p90: number;
  p99: number;
}

/** Percentiles of durations. */
export function spread(values: number[]): Spread {
  return {
    p50: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    p99: percentile(values, 0.99),
  };
}

/**
 * Percentiles of durations for a table, in milliseconds.
 *
 * @param digits - behind the point. Default 0
 */
export function times({ p50, p90, p99 }: Spread, digits = 0): string {
  return [p50, p90, p99].map(value => figure(value, digits)).join(' / ');
}
