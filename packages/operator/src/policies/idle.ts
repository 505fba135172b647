import {
  ANNOTATION_ACTIVE_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { fromTime, timeInWords } from '../session/time';
import type { Policy } from './policy';

/** What was seen longer ago than so many looks take stops nobody. */
const PROBES = 3;

/** A page that is loaded anew, or a probe that fails now and then, is no reason to tell of another end. */
const QUIET_MS = 120_000;

/**
 * Nobody has been connected for too long. By evidence only: an unbroken row of successful probes, which whoever looks tells of
 * only as long as it holds, and the last of them a moment ago when it comes to the end. What is not known never stops a desktop.
 */
export const idle: Policy = input => {
  const { session, terms, startedAt, activity, now, probeEvery } = input;
  const { idleMs } = terms;
  const { idleSince, lastProbe = 0 } = activity ?? {};
  if (
    startedAt === undefined ||
    idleMs === undefined ||
    idleSince === undefined
  ) {
    return undefined;
  }
  const keptAt = lastKept(session, now);
  const since = Math.max(idleSince, startedAt, keptAt);
  const at = since + idleMs;
  const time = timeInWords(since, at);
  return {
    at,
    reason: 'Idle',
    why: `nobody has been connected since ${since === keptAt ? `it was kept at ${time}` : time}`,
    whole: idleMs,
    // Either way: a clock that was set back knows no more than one that was set forward.
    from:
      at <= now && Math.abs(now - lastProbe) > PROBES * probeEvery
        ? now + probeEvery
        : since + Math.min(QUIET_MS, idleMs / 4),
  };
};

/** When somebody last said that it be kept; not later than now, whatever clock they went by. */
function lastKept({ metadata }: VDISession, now: number): number {
  const at = fromTime(metadata.annotations?.[ANNOTATION_ACTIVE_AT]);
  return Math.min(at ?? 0, now);
}
