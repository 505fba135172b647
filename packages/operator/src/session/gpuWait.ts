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
 * @param resourceName - what the template calls one
 */
export function describeGpuWait(
  pod: PodRecord,
  wanted: number,
  resourceName: string,
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
    return `No node of the cluster has a GPU of this kind (${resourceName}). An administrator has to add one.`;
  }
  const others =
    used < total ? ' by desktops, the others by something else' : '';
  const rest = several ? `; no node has ${wanted} free` : others;
  if (wanted > total) {
    return `The desktop wants ${wanted} GPUs (${resourceName}) and the cluster has ${total}. Delete it and ask for fewer.`;
  }
  const since = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const sentences = [`${used} of ${total} in use${rest}.`];
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

function placesBefore(before: number): string {
  const step = STEPS.find(it => before > it);
  return step === undefined ? String(before) : `More than ${step}`;
}
