import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import { endToldBy } from './presentRun';
import type { Run, RunEnd } from './Run';

/** Between which looks at its cluster something happened, in milliseconds since 1970 by the portal's clock. */
export interface Look {
  /** When all was as known before. */
  before: number;
  now: number;
}

/**
 * When a run ended of which its session tells no more. Pure.
 *
 * @param session - what there is of the session now; `undefined` when it is gone
 */
export function endOfRun(
  { startedAt }: Pick<Run, 'startedAt'>,
  session: VDISession | undefined,
  look: Look,
): RunEnd {
  const { lastRestart, startTime, timings } = session?.status ?? {};
  const told = session && endToldBy(session, startedAt);
  if (told) return told;
  const replaced = timeOf(lastRestart?.time);
  if (replaced !== undefined && replaced >= startedAt) {
    return { at: replaced, by: replaced };
  }
  // It was stopped and started again in between: at the latest when the present run was asked for.
  const later = [timeOf(timings?.requested), timeOf(startTime)];
  const by = later.find(it => it !== undefined && it >= startedAt) ?? look.now;
  // Never an exact time, whatever the times are: nobody told one.
  const latest = Math.max(by, startedAt + 1);
  return { at: clamp(look.before, startedAt, latest - 1), by: latest };
}

/** The clocks of portal and cluster differ: the narrower of what both say is within what Kubernetes says. */
function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
