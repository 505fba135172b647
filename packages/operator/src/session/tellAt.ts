import {
  type Reason,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';
import type { Summary } from './podState';

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

/**
 * When a state is to be told, in milliseconds since 1970. What lasts is told at once. What passes by itself is told only when
 * it lasts, or when it follows on another that was told: a start with everything at hand is one write.
 */
export function toldAt(
  session: VDISession,
  { reason, since }: Summary,
  { progressAfter }: Settings,
): number {
  const told = readyOf(session);
  return !isPassing(reason) || (told && isPassing(told.reason))
    ? 0
    : since + TRUNCATION_MS + progressAfter;
}

/** What the owner was told last. */
export function readyOf({ status }: VDISession) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
