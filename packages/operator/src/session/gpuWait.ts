import type { PodRecord } from './records';
import { fromTime, timeInWords } from './time';
import type { GpuUse } from './view';

/** An expected time is said in steps: it is not known better, and each change of it is told to everybody who waits. */
const STEP_MS = 10 * 60_000;

/** Places are counted one by one up to this; a long queue that moves would have all of it told again and again. */
const COUNTED = 5;
const STEPS = [100, 50, 20, 10, COUNTED];

/**
 * What somebody who waits for GPUs is told.
 *
 * @param wanted - how many
 * @param name - what the template calls one
 */
export function describeGpuWait(
  pod: PodRecord,
  wanted: number,
  name: string,
  gpus: GpuUse | undefined,
): string {
  const several = wanted > 1;
  if (!gpus) {
    return several
      ? `Waiting for ${wanted} GPUs: no node has so many free now.`
      : 'Waiting for a GPU: no node has one free now.';
  }
  const { total, used, before, nextFreeAt } = gpus;
  if (total === 0) {
    return `No node of the cluster has a GPU of this kind (${name}). An administrator has to add one.`;
  }
  if (total === undefined && used === 0) {
    return `No node has ${several ? `${wanted} GPUs` : 'a GPU'} of this kind free (${name}), and no desktop has any. An administrator has to look why.`;
  }
  if (total !== undefined && wanted > total) {
    return `The desktop wants ${wanted} GPUs (${name}) and the cluster has ${total}. Delete it and ask for fewer.`;
  }
  const since = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const sentences = [describeUse(wanted, used, total)];
  if (nextFreeAt !== undefined) {
    const about = Math.ceil(nextFreeAt / STEP_MS) * STEP_MS;
    sentences.push(
      `The next one is expected free at about ${timeInWords(about, since)}.`,
    );
  }
  sentences.push(
    `${before ? `${placesBefore(before)} before you` : 'You are next'}, in the queue since ${timeInWords(since, since)}.`,
  );
  return sentences.join(' ');
}

function describeUse(wanted: number, used: number, total?: number): string {
  const all =
    total === undefined ? `${used} in use` : `${used} of ${total} in use`;
  if (wanted > 1) return `${all}; no node has ${wanted} free.`;
  if (total === undefined) return `${all} by desktops, and no other is free.`;
  return used < total
    ? `${all} by desktops, the others by something else.`
    : `${all}.`;
}

function placesBefore(before: number): string {
  const step = STEPS.find(it => before > it);
  return step === undefined ? String(before) : `More than ${step}`;
}
