import type { Fact } from './Fact';

/** Steps that may all be in one second, which is as exact as Kubernetes tells most times, in their order. Others come after them. */
const STEPS = [
  'create',
  'start',
  'WaitForFirstConsumer',
  'ExternalProvisioning',
  'Provisioning',
  'ProvisioningSucceeded',
  'FailedScheduling',
  'Scheduled',
  'sandbox',
  'Pulling',
  'Pulled',
  'Started',
  'ready',
  'open',
];

/** The place of something in a timeline: greater ones are newer, part by part. */
export type Place = readonly [
  second: number,
  step: number,
  at: number,
  id: string,
];

/** The place of a fact. */
export function placeOf({ at, about }: Fact, id: string): Place {
  const step = STEPS.indexOf(about.slice(about.lastIndexOf('/') + 1));
  return [Math.floor(at / 1_000), step < 0 ? STEPS.length : step, at, id];
}

/** Newest first. */
export function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    if (part !== b[index]) return part > b[index] ? -1 : 1;
  }
  return 0;
}
