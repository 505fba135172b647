import {
  describeState,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

/** Whether the state is expected to change within seconds. */
export function isInMotion({ phase, reason }: SessionView): boolean {
  return (
    phase === 'Terminating' ||
    reason === 'Stopping' ||
    describeState(phase, reason).tone === 'progress'
  );
}

/**
 * Milliseconds until the list is fetched again while the page is visible. Signals are hints that can be lost, so they
 * make polling rarer and never replace it.
 */
export function pollInterval(
  sessions: SessionView[],
  signalsAvailable: boolean,
): number {
  if (sessions.some(isInMotion)) return 2_000;
  return signalsAvailable ? 30_000 : 10_000;
}
