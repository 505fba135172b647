import type { OperatorHealth } from '../operatorHealth';
import type { Verdict } from './describeReadiness';

/**
 * A watch is opened anew after 150 s without a byte. Twice that, and what should have done so does not run any more: only a new
 * process helps.
 */
const DEAD_AFTER_MS = 300_000;

/**
 * Whether an operator is alive. Answering at all shows that the event loop turns. A cluster that does not answer is no reason to
 * start the operator anew: it goes on by itself when the cluster does.
 */
export function describeLiveness(health: OperatorHealth): Verdict {
  const { stopping, watches } = health;
  if (stopping) return { ok: true, words: 'ok, stopping' };
  const dead = Object.entries(watches)
    .filter(
      ([, { state, lastByteAgeMs = 0 }]) =>
        state === 'stopped' ||
        ((state === 'watching' || state === 'listing') &&
          lastByteAgeMs > DEAD_AFTER_MS),
    )
    .map(([resource]) => resource);
  return dead.length === 0
    ? { ok: true, words: 'ok' }
    : { ok: false, words: `the watch of ${dead.join(', ')} is dead` };
}
