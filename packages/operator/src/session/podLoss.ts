import { exceededDisk } from './diskFull';
import { podCondition, type PodRecord } from './records';
import type { Status } from './view';

/** What of a run that was begun anew is told. */
type LastRestart = NonNullable<Status['lastRestart']>;

/** Why a pod that nobody asked to end ends. */
export interface Loss {
  reason: Extract<LastRestart['reason'], 'NodeLost' | 'Evicted' | 'DiskFull'>;
  /** In words that go on from "It was started anew: ". */
  why: string;
}

const lost = (why: string): Loss => ({ reason: 'NodeLost', why });
const evicted = (why: string): Loss => ({ reason: 'Evicted', why });

const DISK_FULL: Loss = { reason: 'DiskFull', why: 'it had filled its disk' };

/** Reasons by which its owner is told that a pod is lost. They are told before the pod is deleted: nothing else knows of it then. */
export const LOSS_REASONS: ReadonlySet<string | undefined> = new Set([
  'NodeLost',
  'DiskFull',
]);

/**
 * Reasons of the condition `DisruptionTarget`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions
 */
const DISRUPTIONS: Record<string, Loss> = {
  DeletionByTaintManager: lost('its node stopped answering'),
  DeletionByPodGC: lost('its node is gone'),
  EvictionByEvictionAPI: evicted('its node was emptied'),
  PreemptionByScheduler: evicted('something more important needed its place'),
  TerminationByKubelet: evicted('its node had no room left'),
};

/** Reasons that the kubelet gives a pod that it gave up. */
const FAILURES: Record<string, Loss> = {
  Evicted: evicted('its node had no room left'),
  NodeShutdown: lost('its node was shut down'),
  Terminated: lost('its node was shut down'),
  NodeLost: lost('its node stopped answering'),
};

/** Why a pod is lost to its desktop; `undefined` while it is not, and where somebody just deleted it. */
export function lossOf(pod: PodRecord): Loss | undefined {
  const failed = pod.phase === 'Failed' || pod.phase === 'Succeeded';
  if (!failed && !pod.metadata.deletionTimestamp) return undefined;
  if (exceededDisk(pod) !== undefined) return DISK_FULL;
  const disruption = podCondition(pod, 'DisruptionTarget');
  const disrupted =
    disruption?.status === 'True'
      ? DISRUPTIONS[disruption.reason ?? '']
      : undefined;
  if (failed) {
    const { reason = '' } = pod;
    const named = reason ? ` (${reason})` : '';
    return (
      FAILURES[reason] ?? disrupted ?? evicted(`its node gave it up${named}`)
    );
  }
  return podCondition(pod, 'Ready')?.reason === 'NodeNotReady'
    ? lost('its node stopped answering')
    : disrupted;
}
