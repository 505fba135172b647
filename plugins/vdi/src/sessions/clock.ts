import {
  parseDuration,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

const MINUTE_MS = 60_000;
const SOON_MS = 15 * MINUTE_MS;

/** The one number that a desktop's row shows. */
export interface Clock {
  /** Left of the run, up for so long, since the request, or since it ended. */
  kind: 'left' | 'up' | 'requested' | 'ended';
  /** What the number says, never below 0. */
  ms: number;
  /** The moment it counts from or to: RFC 3339. */
  moment: string;
  /** What the number is a part of, in milliseconds. */
  totalMs?: number;
  /** Less than 15 minutes are left. */
  soon: boolean;
}

/** The clock of a desktop at `now` (ms since the epoch); none while it is being deleted. */
export function clockOf(session: SessionView, now: number): Clock | undefined {
  const { phase, createdAt, startedAt, stoppedAt, stopsAt } = session;
  if (phase === 'Terminating') return undefined;
  if (stoppedAt && (phase === 'Stopped' || phase === 'Failed')) {
    return since('ended', stoppedAt, now);
  }
  if (phase === 'Running' && stopsAt) {
    const ms = Math.max(0, Date.parse(stopsAt.time) - now);
    return {
      kind: 'left',
      ms,
      moment: stopsAt.time,
      totalMs: lengthOfRun(session.timeout, ms),
      soon: ms < SOON_MS,
    };
  }
  if (phase === 'Running' && startedAt) return since('up', startedAt, now);
  return since('requested', createdAt, now);
}

function since(kind: Clock['kind'], moment: string, now: number): Clock {
  return {
    kind,
    moment,
    ms: Math.max(0, now - Date.parse(moment)),
    soon: false,
  };
}

function lengthOfRun(timeout: string, leftMs: number): number | undefined {
  try {
    const total = parseDuration(timeout);
    return total >= leftMs ? total : undefined;
  } catch {
    // A newer operator's notation: the time that is left is right without it.
    return undefined;
  }
}

/** Milliseconds until the number on a clock changes: it shows seconds below a minute, else minutes. */
export function untilNextChange(clock: Clock | undefined): number {
  // Nothing changes any more. A desktop can outlive its end: the operator is away, or the two clocks differ.
  if (!clock || (clock.kind === 'left' && clock.ms === 0)) return MINUTE_MS;
  const unit = clock.ms < MINUTE_MS ? 1_000 : MINUTE_MS;
  const past = clock.ms % unit;
  return clock.kind === 'left' ? past + 1 : unit - past;
}
