import type { ActivityFacts } from '../runtimes/definition';
import type { Sample } from './readSample';

/** What is known of people at a desktop during one run of it. Times are milliseconds since 1970. */
export interface Knowledge {
  state: 'unknown' | 'connected' | 'nobody';
  /** When it last answered. */
  lastProbe?: number;
  /** When somebody was last seen. */
  lastActivity?: number;
  /** Since when nobody has been connected, in the state `nobody` only. */
  idleSince?: number;
  /** A counter's value, and since when it has had it. */
  count?: { value: number; since: number };
  /** Whether the source also tells of visits between two probes. */
  remembers?: boolean;
  /** Probes in a row that told nothing. */
  failures: number;
}

/** What a sample is judged with. Times are milliseconds since 1970. */
export interface Circumstances {
  format: ActivityFacts['format'];
  /** When the run began: nobody was idle in it before. */
  startedAt: number;
  now: number;
}

/** A counter that stands still for less says nothing yet: Selkies' browsers report every 5 s, and may be late. */
const COUNTER_PATIENCE_MS = 15_000;

/** Times differ by this much without meaning anything: an answer takes its time, and clocks are put right a little at a time. */
export const TOLERANCE_MS = 5_000;

/** Nothing is known, except when somebody was seen before. */
export function nothingKnown(lastActivity?: number): Knowledge {
  return { state: 'unknown', lastActivity, failures: 0 };
}

/**
 * What is known after a probe. Pure.
 *
 * @param before - what was known until now; {@link nothingKnown} after a gap in which nobody looked
 * @param sample - absent: the probe failed, and the row of those that found nobody is broken
 */
export function learn(
  before: Knowledge,
  sample: Sample | undefined,
  { format, startedAt, now }: Circumstances,
): Knowledge {
  const { lastProbe, lastActivity, failures } = before;
  if (!sample) {
    const state = 'unknown';
    return { state, lastProbe, lastActivity, failures: failures + 1 };
  }
  const count = format === 'counter' ? counted(before, sample, now) : undefined;
  const state = judge(before, sample, count, now);
  const remembers = format === 'counter' || sample.idleMs !== undefined;
  const known = { state, lastProbe: now, count, remembers, failures: 0 };
  if (state === 'connected') return { ...known, lastActivity: now };
  if (state === 'unknown') return { ...known, lastActivity };
  const idleSince = sinceWhen(before, sample, { startedAt, now });
  return { ...known, lastActivity, idleSince };
}

/** Whether there is nothing new in it for anybody. */
export function meansTheSame(a: Knowledge, b: Knowledge): boolean {
  return a.state === b.state && a.idleSince === b.idleSince;
}

/** A counter that was reset counts from zero, as in Prometheus' `increase`: any other value is another than before. */
function counted({ count }: Knowledge, { value }: Sample, now: number) {
  return count?.value === value ? count : { value, since: now };
}

function judge(
  before: Knowledge,
  { value }: Sample,
  count: Knowledge['count'],
  now: number,
): Knowledge['state'] {
  if (!count) return value > 0 ? 'connected' : 'nobody';
  // The first value is nothing to compare with.
  if (!before.count) return 'unknown';
  if (count !== before.count) return value > 0 ? 'connected' : 'unknown';
  return now - count.since < COUNTER_PATIENCE_MS ? before.state : 'nobody';
}

function sinceWhen(
  { idleSince }: Knowledge,
  { idleMs }: Sample,
  { startedAt, now }: Pick<Circumstances, 'startedAt' | 'now'>,
): number {
  if (idleMs === undefined) return idleSince ?? now;
  const told = Math.max(startedAt, now - idleMs);
  const same =
    idleSince !== undefined && Math.abs(told - idleSince) < TOLERANCE_MS;
  return same ? idleSince : told;
}
