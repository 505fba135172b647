import {
  type Reason,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';
import type { Summary } from './podState';
import type { SessionView } from './view';

/** Whether a state passes by itself in no time, so that it is told only when it lasts. */
export function isPassing(reason: string): boolean {
  return (
    reason === 'Accepted' ||
    reason === 'Stopping' ||
    (reason in STATES && STATES[reason as Reason].phase === 'Creating')
  );
}

/** Times of Kubernetes are cut to whole seconds: something may be this much younger than they say. */
const TRUNCATION_MS = 1_000;

/** How long progress may be kept back, in milliseconds: so long nobody waits without asking somebody. */
const LONGEST_SILENCE_MS = 120_000;

/**
 * When a state is to be told, in milliseconds since 1970. What lasts is told at once. What passes by itself is told only when
 * it lasts, or when it follows on another that was told: a start with everything at hand is one write. Where many start at once
 * each takes longer: as long as those before it move on it only stands in line, and to tell everybody who does would make all of
 * them wait longer still.
 */
export function toldAt(
  { session, lineMovedAt = 0 }: Pick<SessionView, 'session' | 'lineMovedAt'>,
  { reason, since }: Summary,
  { progressAfter }: Settings,
): number {
  const told = readyOf(session);
  // Who applies a session and its template together makes them in any order.
  const passes = isPassing(reason) || reason === 'TemplateNotFound';
  if (!passes || (told && isPassing(told.reason))) return 0;
  const alone = since + TRUNCATION_MS + progressAfter;
  const inLine = Math.min(
    lineMovedAt + progressAfter,
    since + LONGEST_SILENCE_MS,
  );
  return Math.max(alone, inLine);
}

/** What the owner was told last. */
export function readyOf({ status }: VDISession) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
