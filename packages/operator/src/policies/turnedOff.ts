import { formatDuration, type Terms } from '@backstage-vdi/plugin-vdi-common';
import type { Policy, StopReason } from './policy';

/** Before all times: what is turned off has no time left. */
const LONG_AGO = 0;

/**
 * `spec.running` is false: the desktop is turned off. The operator turns it off itself when a clock runs out, so that turning
 * it on again is one and the same change whoever stopped it; the reason is then the clock's.
 */
export const turnedOff: Policy = ({
  session: { spec, status },
  terms,
  now,
}) => {
  if (spec.running !== false) return undefined;
  const clock = status?.stopsAt;
  const stopped = status?.phase === 'Stopped' && status.stopReason;
  const ranOut = clock && Date.parse(clock.time) <= now && clock.reason;
  const reason = stopped || ranOut || 'ByUser';
  const why = wordsFor(reason, terms);
  return { at: LONG_AGO, reason, why, whole: terms.timeoutMs };
};

function wordsFor(reason: StopReason, terms: Terms): string {
  const { timeoutMs, timeoutOf, idleMs } = terms;
  const words: Record<StopReason, string> = {
    TimeLimit: `the ${formatDuration(timeoutMs)} limit of this ${timeoutOf}`,
    Idle: `nobody was connected${idleMs === undefined ? '' : ` for ${formatDuration(idleMs)}`}`,
    ByUser: 'turned off',
    ByAdmin: 'turned off by an administrator',
    Evicted: 'its node had no room left',
    Failed: 'it could not be made to run',
  };
  return words[reason];
}
