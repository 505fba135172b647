import { spread } from '../spread';
import type { Measured } from './measureApi';

/** What one round of a route under a load gave. */
export interface Round extends Pick<Measured, 'route' | 'load'> {
  /** How long each request took, in milliseconds. */
  took: number[];
  /** How long it was asked, in seconds. */
  seconds: number;
  /** Processor time of the portal, in seconds. */
  cpuSeconds: number;
  /** How often the permission framework was asked. */
  decisions: number;
}

/** All requests to a route under a load, of all rounds: one in a hundred of a single round of writes would be one or two. */
export function pool(rounds: Round[]): Measured[] {
  const keyOf = ({ load, route }: Round) => `${load} ${route}`;
  return [...new Set(rounds.map(keyOf))].map(key => {
    const group = rounds.filter(round => keyOf(round) === key);
    const sum = (read: (round: Round) => number) =>
      group.reduce((total, round) => total + read(round), 0);
    const [{ route, load }] = group;
    const requests = sum(({ took }) => took.length);
    return {
      route,
      load,
      requests,
      perSecond: requests / sum(({ seconds }) => seconds),
      took: spread(group.flatMap(({ took }) => took)),
      p99OfRounds: group.map(({ took }) => spread(took).p99),
      cpuMs: (sum(({ cpuSeconds }) => cpuSeconds) * 1_000) / requests,
      decisions: sum(({ decisions }) => decisions) / requests,
    };
  });
}
