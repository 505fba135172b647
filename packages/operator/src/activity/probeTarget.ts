import {
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { ownershipOf } from '../session/ownership';
import { podCondition, type PodRecord } from '../session/records';
import { startOf } from '../session/status';
import { fromTime } from '../session/time';
import {
  resolveRuntime,
  RuntimeError,
  type RuntimeFacts,
} from '../runtimes/resolveRuntime';

/** The source where the runtime has no way to tell. */
export const NO_SOURCE = 'none';

/** A running desktop that stops when nobody is connected for too long. */
export interface ProbeTarget {
  /** Of the session. */
  uid: string;
  /** UID of the pod. */
  run: string;
  pod: { namespace: string; name: string; ip: string };
  runtime: Pick<RuntimeFacts, 'scheme' | 'port' | 'activity'>;
  /** Who knows: the runtime's type, `template` where that says how, or {@link NO_SOURCE}. */
  source: string;
  /** How long nobody may be connected, in milliseconds. */
  idleTimeout: number;
  /** When the run became ready, in milliseconds since 1970. */
  startedAt: number;
  /** When it stops because nobody is connected, as its owner was told. Milliseconds since 1970. */
  endsAt?: number;
}

/**
 * Whom to ask whether somebody is at a session's desktop; `undefined` where nobody needs to know, or nothing runs. Pure.
 *
 * @param now - milliseconds since 1970
 */
export function probeTarget(
  session: VDISession,
  template: VDITemplate | undefined,
  pod: PodRecord | undefined,
  now: number,
): ProbeTarget | undefined {
  const { idleMs } = termsOf(session, template);
  if (idleMs === undefined || !template || !pod?.podIP) return undefined;
  const startedAt = startOf(session, pod, now);
  const runs =
    ownershipOf('pod', pod, session) === 'ours' &&
    podCondition(pod, 'Ready')?.status === 'True' &&
    !pod.metadata.deletionTimestamp;
  const runtime = runtimeOf(template);
  if (!runs || !runtime || startedAt === undefined) return undefined;
  const { namespace = '', name, uid: run = '' } = pod.metadata;
  return {
    uid: session.metadata.uid ?? '',
    run,
    pod: { namespace, name, ip: pod.podIP },
    runtime,
    source: sourceOf(template, runtime),
    idleTimeout: idleMs,
    startedAt,
    endsAt: endOf(session),
  };
}

function endOf({ status }: VDISession): number | undefined {
  const { time, reason } = status?.stopsAt ?? {};
  return reason === 'Idle' ? fromTime(time) : undefined;
}

function sourceOf(
  { spec }: VDITemplate,
  { activity }: ProbeTarget['runtime'],
): string {
  if (!activity) return NO_SOURCE;
  return spec.runtime?.activity
    ? 'template'
    : (spec.runtime?.type ?? 'selkies');
}

/** Without what does not matter here: a change of that is not another run. */
function runtimeOf(template: VDITemplate): ProbeTarget['runtime'] | undefined {
  try {
    const { scheme, port, activity } = resolveRuntime(template);
    return { scheme, port, activity };
  } catch (error) {
    // A template whose runtime is not complete has no desktops that could be asked.
    if (error instanceof RuntimeError) return undefined;
    throw error;
  }
}
