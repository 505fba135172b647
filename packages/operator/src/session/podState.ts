import type { Reason } from '@backstage-vdi/plugin-vdi-common';
import { describeContainer } from './containerState';
import { homeIsSafe } from './homeState';
import { podCondition, type PodRecord } from './records';
import { describeScheduling } from './scheduling';
import { fromTime } from './time';
import type { SessionView } from './view';

/** How far a desktop is, and what its owner is told. */
export interface Summary {
  reason: Reason;
  message: string;
  /** Since when it may be so, in milliseconds since 1970. */
  since: number;
}

/** A reason, and the sentence for the owner that goes with it. */
export type Words = [reason: Reason, message: string];

/**
 * What a pod that nobody ends says, in words for the desktop's owner.
 *
 * @param now - milliseconds since 1970
 */
export function describePod(
  pod: PodRecord,
  view: SessionView,
  now: number,
): Summary {
  const created = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const ready = podCondition(pod, 'Ready');
  const changed = fromTime(ready?.lastTransitionTime) ?? 0;
  // A node whose clock is ahead would keep all that it tells from the owner.
  const known = changed <= now ? changed : 0;
  const [reason, message] = words(pod, view, now);
  return { reason, message, since: Math.max(created, known) };
}

function words(pod: PodRecord, view: SessionView, now: number): Words {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status === 'True') return ['Running', 'The desktop runs.'];
  if (ready?.reason === 'NodeNotReady') {
    return [
      'NodeLost',
      `Its node stopped answering. The desktop goes on when the node does, and is started elsewhere when that takes more than some minutes.${homeIsSafe(view)}`,
    ];
  }
  const scheduled = podCondition(pod, 'PodScheduled');
  return !pod.nodeName && scheduled?.status !== 'True'
    ? describeScheduling(pod, scheduled, view)
    : describeContainer(pod, view, now);
}
