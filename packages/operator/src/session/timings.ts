import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { isAskedFor } from './lastRestart';
import { restartedAt } from './podEnding';
import { podCondition, type PodRecord } from './records';
import { isReplacement } from './run';
import { fromTime, toTime } from './time';
import type { SessionView, Status } from './view';

/** When each stage of the present run's start was reached, as far as it was. Absent ones are not known. */
export function timingsOf(
  { session, routeCheck }: Pick<SessionView, 'session' | 'routeCheck'>,
  pod: PodRecord | undefined,
): NonNullable<Status['timings']> {
  if (!pod) return {};
  const since = (type: string) => {
    const condition = podCondition(pod, type);
    return condition?.status === 'True'
      ? condition.lastTransitionTime
      : undefined;
  };
  const startedAt = pod.container?.running?.startedAt;
  const first = pod.container?.restartCount === 0;
  const { begun, known } = runOf(session, pod);
  const { answeredAt } = routeCheck ?? {};
  const answered = answeredAt === undefined ? undefined : toTime(answeredAt);
  return {
    requested: known?.requested ?? begun,
    scheduled: since('PodScheduled'),
    // The kubelet makes the pod's sandbox once its volumes are mounted.
    volumeReady: since('PodReadyToStartContainers'),
    // Nobody keeps the time of an image. A container is made as soon as its image is there, and started at once.
    imageReady: first ? startedAt : known?.imageReady,
    started: startedAt,
    ready: since('Ready'),
    routed: known?.routed ?? answered,
  };
}

/** What is known of the present run, and when it was asked for where nothing is. */
function runOf(session: VDISession, pod: PodRecord) {
  const { metadata, status } = session;
  const replaces = isReplacement(status, pod);
  // The first run was asked for with the session.
  if (!replaces && status?.stopTime === undefined) {
    return { begun: metadata.creationTimestamp, known: status?.timings };
  }
  const created = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const asked = replaces && isAskedFor(session, created);
  const begun = asked ? restartedAt(session) : created;
  return { begun: toTime(begun ?? created) };
}
