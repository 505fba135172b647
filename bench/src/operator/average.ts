import type { Spread } from '../spread';
import type { Measurement } from './measurement';

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of what one contender reached under one load in several rounds. */
export function average(rounds: Measurement[]): Measurement {
  const of = (read: (round: Measurement) => number) => mean(rounds.map(read));
  const spreadOf = (read: (round: Measurement) => Spread) => ({
    p50: of(round => read(round).p50),
    p90: of(round => read(round).p90),
    p99: of(round => read(round).p99),
  });
  const countsOf = (read: (round: Measurement) => Record<string, number>) =>
    Object.fromEntries(
      [...new Set(rounds.flatMap(round => Object.keys(read(round))))].map(
        key => [key, of(round => read(round)[key] ?? 0)],
      ),
    );
  const [{ contender, load, sessions }] = rounds;
  return {
    contender,
    load,
    sessions,
    perSecond: of(round => round.perSecond),
    createToReady: spreadOf(round => round.createToReady),
    writes: countsOf(round => round.writes),
    reads: countsOf(round => round.reads),
    createToLastChild: spreadOf(round => round.createToLastChild),
    podReadyToStatus: spreadOf(round => round.podReadyToStatus),
    cpuSeconds: {
      contender: of(({ cpuSeconds }) => cpuSeconds.contender),
      loadGenerator: of(({ cpuSeconds }) => cpuSeconds.loadGenerator),
      cluster: of(({ cpuSeconds }) => cpuSeconds.cluster),
    },
    memory: {
      resident: of(({ memory }) => memory.resident),
      peak: of(({ memory }) => memory.peak),
    },
  };
}
