import type { Run } from '../usage/Run';

/** Milliseconds. */
export const HOUR_MS = 3_600_000;

/** Milliseconds since 1970. */
export const NOON = Date.parse('2026-03-10T12:00:00Z');

/** A run for tests: one of Alice's that began at noon and goes on, where nothing else is said. */
export function aRun(changes: Partial<Run> = {}): Run {
  return {
    sessionUid: 'session-1',
    startedAt: NOON,
    cluster: 'default',
    owner: 'user:default/alice',
    template: 'blender',
    gpu: 1,
    ...changes,
  };
}
