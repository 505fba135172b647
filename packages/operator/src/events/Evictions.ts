import type { PodRecord } from '../session/records';
import { type EventsOptions, ObjectEvents } from './ObjectEvents';

/** Why kubelets ended pods: where a container ends without an error when it is asked to, the pod's status does not say. */
export class Evictions extends ObjectEvents {
  constructor(options: EventsOptions) {
    super(options, 'involvedObject.kind=Pod,reason=Evicted');
  }

  /** The pod as its status would be, had the kubelet said in it what it said in an Event. */
  explain(pod: PodRecord): PodRecord {
    const isOver = pod.phase === 'Succeeded' || pod.phase === 'Failed';
    if (!isOver || pod.reason) return pod;
    const message = this.last(pod.metadata.uid);
    return message === undefined
      ? pod
      : { ...pod, phase: 'Failed', reason: 'Evicted', message };
  }
}
