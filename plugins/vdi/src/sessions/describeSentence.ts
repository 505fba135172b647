import {
  formatDuration,
  parseDuration,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Translate } from '../translation';
import { formatMomentInSentence } from './formatMoment';

/**
 * The sentence beside a desktop's state at `now`: the operator's, but for what the page knows better. A time is said in the
 * person's zone, a request that nothing is told of yet is on its way, and what a cluster said before it was lost may not be so any more.
 */
export function describeSentence(
  session: SessionView,
  now: number,
  t: Translate,
): string | undefined {
  const { phase, reason, message, stopsAt, timeout } = session;
  if (session.stale) return t('sentence.stale');
  if (phase === 'Pending' && !reason) return t('sentence.requested');
  const runs = reason === 'Running' || reason === 'ExpiringSoon';
  if (!runs || !stopsAt) return message;
  const time = formatMomentInSentence(stopsAt.time, now);
  switch (stopsAt.reason) {
    case 'TimeLimit':
      return t('sentence.timeLimit', { time, limit: describeLimit(timeout) });
    case 'Idle':
      return t('sentence.idle', { time });
    default:
      return message;
  }
}

/** A Go duration in words, as it is where a newer operator writes it in another way. */
export function describeLimit(duration: string): string {
  try {
    return formatDuration(parseDuration(duration));
  } catch {
    return duration;
  }
}
