import type { Policy } from './policy';

/** Before all times: what is turned off has no time left. */
const LONG_AGO = 0;

/**
 * `spec.running` is false: the desktop is turned off. The operator turns it off itself when a clock runs out, so that turning
 * it on again is one and the same change whoever stopped it; the reason is then the clock's.
 */
export const turnedOff: Policy = ({ session: { spec, status }, now }) => {
  if (spec.running !== false) return undefined;
  if (status?.phase === 'Stopped' && status.stopReason) {
    return { at: LONG_AGO, reason: status.stopReason };
  }
  const clock = status?.stopsAt;
  return clock && Date.parse(clock.time) <= now
    ? { at: LONG_AGO, reason: clock.reason }
    : { at: LONG_AGO, reason: 'ByUser' };
};
