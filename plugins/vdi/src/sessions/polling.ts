import {
  describeState,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

/** Whether the state is expected to change within seconds. */
export function isInMotion({ phase, reason, stale }: SessionView): boolean {
  return (
    !stale &&
    (phase === 'Terminating' ||
      reason === 'Stopping' ||
      describeState(phase, reason).tone === 'progress')
  );
}

/**
 * Milliseconds until the list is fetched again while the page is visible. Signals are hints that can be lost, so they
 * make polling rarer and never replace it.
 */
export function pollInterval({
  sessions,
  signalsAvailable,
  failed,
}: {
  sessions: SessionView[];
  signalsAvailable: boolean;
  /** Whether there was no answer to the last call: a server in trouble is not asked in a hurry. */
  failed: boolean;
}): number {
  if (failed) return 10_000;
  if (sessions.some(isInMotion)) return 2_000;
  return signalsAvailable ? 30_000 : 10_000;
}
