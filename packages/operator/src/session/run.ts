import type { PodRecord } from './records';
import type { Status } from './view';

/** Whether what a status tells of a run is about the run of this pod. */
export function isOf(status: Status | undefined, pod: PodRecord): boolean {
  return status?.podUID === pod.metadata.uid;
}

/** Whether a pod takes the place of one that people could use, and that was not stopped. */
export function isReplacement(
  status: Status | undefined,
  pod: PodRecord,
): boolean {
  return (
    status?.phase !== 'Stopped' &&
    status?.startTime !== undefined &&
    !isOf(status, pod)
  );
}
