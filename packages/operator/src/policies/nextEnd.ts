import type { End, Policy, PolicyInput } from './policy';
import { idle } from './idle';
import { withNotice } from './notice';
import { timeLimit } from './timeLimit';
import { turnedOff } from './turnedOff';

/** A desktop's clock. */
export interface Clock {
  /** The earliest end that any policy sets. */
  end?: End;
  /** When another end may take its place, in milliseconds since 1970. */
  changesAt?: number;
}

const CLOCKS: Policy[] = [timeLimit, idle];

/** A desktop has one clock: the earliest end that any policy sets, never without a warning. */
export function nextEnd(input: PolicyInput, warnBefore: number): Clock {
  const off = turnedOff(input);
  if (off) return { end: off };
  const { now, session } = input;
  const ends = CLOCKS.map(policy => policy(input))
    .filter(end => end !== undefined)
    .sort((a, b) => a.at - b.at);
  const end = ends.find(({ from = 0 }) => from <= now);
  return {
    end: end && withNotice(end, session.status, now, warnBefore),
    changesAt: ends.find(({ from = 0 }) => from > now)?.from,
  };
}
