import type { Measured } from './measureApi';

/** The mean of what each route reached under each load in several rounds. */
export function meanOf(measured: Measured[]): Measured[] {
  const groups = new Map<string, Measured[]>();
  for (const each of measured) {
    const key = `${each.load} ${each.route}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(rounds => {
    const of = (read: (round: Measured) => number) =>
      rounds.reduce((sum, round) => sum + read(round), 0) / rounds.length;
    return {
      ...rounds[0],
      requests: of(({ requests }) => requests),
      perSecond: of(({ perSecond }) => perSecond),
      took: {
        p50: of(({ took }) => took.p50),
        p90: of(({ took }) => took.p90),
        p99: of(({ took }) => took.p99),
      },
      cpuMs: of(({ cpuMs }) => cpuMs),
      decisions: of(({ decisions }) => decisions),
    };
  });
}
