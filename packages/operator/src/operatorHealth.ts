import type {
  ControllerStats,
  Informer,
  KubeObject,
  ReflectorHealth,
} from '@backstage-vdi/kube';
import { VDISESSION, VDITEMPLATE } from './resources';
import type { ChildCaches } from './session/ChildCaches';
import type { SessionsClient } from './sessionsClient';

/** How the watch of a resource is doing. */
export interface WatchHealth extends ReflectorHealth {
  /** Whether all of it was read once, or it need not be. */
  synced: boolean;
}

/** How an operator is doing. */
export interface OperatorHealth {
  /** Whether everything was read for the first time. */
  synced: boolean;
  /** Whether it was asked to stop. */
  stopping: boolean;
  /** Name of the lease that it competes for. */
  lease: string;
  /** Whether this is the one that works; the others stand by with everything read. */
  isLeader: boolean;
  /** Who works, as far as was seen: the identity in the lease. */
  leader?: string;
  /** By plural of the resource. */
  watches: Record<string, WatchHealth>;
  /** What there is to do; absent while another works. */
  queue?: ControllerStats;
}

/** How the watches of everything that desktops are made of are doing. */
export function watchesOf(
  { sessions, templates }: SessionsClient,
  { home, service, route, pod, resources }: ChildCaches,
): OperatorHealth['watches'] {
  return {
    [VDISESSION.plural]: healthOf(sessions),
    [VDITEMPLATE.plural]: healthOf(templates),
    [resources.home.plural]: healthOf(home),
    [resources.service.plural]: healthOf(service),
    [resources.route.plural]: healthOf(route),
    [resources.pod.plural]: healthOf(pod),
  };
}

function healthOf<T extends KubeObject, R>(
  informer: Informer<T, R>,
): WatchHealth {
  return { ...informer.health, synced: informer.hasSynced };
}
