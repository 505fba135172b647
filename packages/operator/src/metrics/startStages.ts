import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/** `status.timings` of a session. */
export type Timings = NonNullable<NonNullable<VDISession['status']>['timings']>;

/** What a start goes through, in this order. */
const STAGES = [
  'scheduled',
  'volumeReady',
  'imageReady',
  'started',
  'ready',
  'routed',
] as const;

/** A part of a start, or all of it, and how long it took. */
export interface StageTime {
  stage: (typeof STAGES)[number] | 'total';
  seconds: number;
}

/**
 * How long each stage of a start took since the one before, as far as they are known. Kubernetes tells whole seconds; what that
 * rounds below zero is zero.
 */
export function startStages(timings: Timings): StageTime[] {
  const at = (time?: string) => (time ? Date.parse(time) / 1_000 : undefined);
  const requested = at(timings.requested);
  if (requested === undefined) return [];
  const times: StageTime[] = [];
  let last = requested;
  for (const stage of STAGES) {
    const reached = at(timings[stage]);
    if (reached !== undefined) {
      times.push({ stage, seconds: Math.max(reached - last, 0) });
      last = Math.max(reached, last);
    }
  }
  return [...times, { stage: 'total', seconds: last - requested }];
}
