import {
  ANNOTATION_RESTARTED_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { homeIsSafe } from './homeState';
import type { Summary } from './podState';
import { lossOf } from './podLoss';
import { podCondition, type PodRecord } from './records';
import { fromTime } from './time';
import type { SessionView } from './view';

/** A kubelet that lives ends a pod within its grace period, and takes some seconds to say so. Milliseconds. */
const LATE_MS = 30_000;

/** When somebody last asked for a restart, in milliseconds since 1970; `undefined` where nobody did. */
export function restartedAt({ metadata }: VDISession): number | undefined {
  return fromTime(metadata.annotations?.[ANNOTATION_RESTARTED_AT]);
}

/** Whether a pod was made before somebody asked for a restart. The API server cuts the time of its making to seconds. */
export function isRestarted(pod: PodRecord, session: VDISession): boolean {
  const asked = restartedAt(session);
  const created = fromTime(pod.metadata.creationTimestamp);
  return (
    asked !== undefined &&
    created !== undefined &&
    created < Math.floor(asked / 1_000) * 1_000
  );
}

/** When the pod was asked to end: its `deletionTimestamp` says when it has to be gone. Milliseconds since 1970. */
export function deletedAt(pod: PodRecord): number {
  return goneBy(pod) - (pod.graceSeconds ?? 0) * 1_000;
}

/** From when on a pod that was asked to end counts as stuck; `undefined` while nobody asked. Milliseconds since 1970. */
export function stuckAt(pod: PodRecord | undefined): number | undefined {
  return pod?.metadata.deletionTimestamp ? goneBy(pod) + LATE_MS : undefined;
}

/**
 * Whether nobody says that a pod has ended which should have. It is never deleted by force: a node that does not answer may
 * still run it, and two that write to one home would destroy it.
 */
export function isStuck(pod: PodRecord, now: number): boolean {
  const silent = podCondition(pod, 'Ready')?.reason === 'NodeNotReady';
  return silent || now >= (stuckAt(pod) ?? Infinity);
}

/** What is told of a desktop whose pod ends though it is to run. */
export function describeEnding(
  pod: PodRecord,
  view: SessionView,
  now: number,
): Summary {
  const since = deletedAt(pod);
  const home = homeIsSafe(view);
  if (isStuck(pod, now)) {
    return {
      reason: 'NodeLost',
      message: `Its node stopped answering, and may still run the desktop${home && ' and write to your home'}. It is started elsewhere as soon as that is ruled out: the node answers, or an administrator removes it from the cluster or marks it as out of service.${home}`,
      since,
    };
  }
  const loss = lossOf(pod);
  if (loss) return { ...describeLoss(loss, view), since };
  if (isRestarted(pod, view.session)) {
    return {
      reason: 'Restarting',
      message: `Restarting: the desktop ends, and starts again at once.${home}`,
      since,
    };
  }
  const known = view.session.status?.phase ?? 'Stopped';
  return known === 'Stopped'
    ? {
        reason: 'Accepted',
        message: 'Waiting until the last run has ended.',
        since,
      }
    : {
        reason: 'Restarting',
        message: `Its pod was deleted. The desktop starts again as soon as that has ended.${home}`,
        since,
      };
}

/** What is told of a desktop whose pod is lost to it. */
export function describeLoss(
  { reason, why }: { reason: string; why: string },
  view: SessionView,
): Pick<Summary, 'reason' | 'message'> {
  const again = reason === 'NodeLost' ? 'started elsewhere' : 'started again';
  const begin = why.charAt(0).toUpperCase() + why.slice(1);
  return {
    // Its node is there, and does not take the blame.
    reason: reason === 'DiskFull' ? 'Restarting' : 'NodeLost',
    message: `${begin}; it is being ${again}.${homeIsSafe(view)}`,
  };
}

function goneBy(pod: PodRecord): number {
  return fromTime(pod.metadata.deletionTimestamp) ?? 0;
}
