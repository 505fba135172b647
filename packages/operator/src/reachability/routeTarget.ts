import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { resolveRuntime, RuntimeError } from '../runtimes/resolveRuntime';
import { ownershipOf } from '../session/ownership';
import {
  type ChildRecord,
  podCondition,
  type PodRecord,
} from '../session/records';
import { hostOf } from '../session/status';
import type { Settings } from '../settings';
import { wasReached } from './wasReached';

/** A desktop that runs and that nobody has seen answer at its address yet. */
export interface RouteTarget {
  /** UID of the pod. */
  run: string;
  host: string;
  path: string;
}

/** What a target is found from: what bears the names of a session's children, whoever it belongs to. */
export interface RouteTargetInput {
  template?: VDITemplate;
  pod?: PodRecord;
  route?: ChildRecord;
  settings: Settings;
}

/** Where a desktop is to be asked for; `undefined` where nothing runs, it has no route, or it was seen to answer there. Pure. */
export function routeTarget(
  session: VDISession,
  { template, pod, route, settings }: RouteTargetInput,
): RouteTarget | undefined {
  if (!pod || !route || session.metadata.deletionTimestamp) return undefined;
  const runs =
    ownershipOf('pod', pod, session) === 'ours' &&
    podCondition(pod, 'Ready')?.status === 'True' &&
    !pod.metadata.deletionTimestamp;
  const routed = ownershipOf('route', route, session) === 'ours';
  if (!runs || !routed || wasReached(session, pod)) return undefined;
  return {
    run: pod.metadata.uid ?? '',
    host: hostOf(session, settings),
    path: healthPathOf(template),
  };
}

/** Where the desktop says whether it can be used. Without a template that tells, any page of it will do. */
function healthPathOf(template: VDITemplate | undefined): string {
  if (!template) return '/';
  try {
    return resolveRuntime(template).healthPath;
  } catch (error) {
    // Its runtime was changed to one that is not complete; the desktop runs on as it was made.
    if (error instanceof RuntimeError) return '/';
    throw error;
  }
}
