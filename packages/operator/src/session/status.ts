import { isDeepStrictEqual } from 'node:util';
import {
  childName,
  hostName,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { End } from '../policies/policy';
import type { Settings } from '../settings';
import type { Children } from './children';
import { setConditions } from './conditions';
import { findConditions } from './findings';
import type { Summary } from './podState';
import { podCondition, type PodRecord } from './records';
import { isAnswering, warnsAt } from './summary';
import { toTime } from './time';
import type { SessionView, Status } from './view';

/** The host name of a session's desktop: the one it got, whatever the settings say meanwhile. */
export function hostOf(session: VDISession, settings: Settings): string {
  const { name, namespace = '' } = session.metadata;
  return (
    session.status?.host ??
    hostName(session.spec, { namespace, name }, settings.domain)
  );
}

/** When the present run could first be used, in milliseconds since 1970; `undefined` while it could not. */
export function startOf(
  session: VDISession,
  pod: PodRecord | undefined,
): number | undefined {
  if (!pod) return undefined;
  const created = Date.parse(pod.metadata.creationTimestamp ?? '');
  const known = Date.parse(session.status?.startTime ?? '');
  // A time before the pod was made belongs to an earlier run.
  if (known >= created) return known;
  const ready = podCondition(pod, 'Ready');
  return ready?.status === 'True'
    ? Math.max(created, Date.parse(ready.lastTransitionTime ?? '') || created)
    : undefined;
}

/** The whole next status of a session. */
export function nextStatus(
  view: SessionView,
  input: {
    children: Children;
    summary: Summary;
    end?: End;
    now: number;
    settings: Settings;
  },
): Status {
  const { session } = view;
  const { children, summary, end, now, settings } = input;
  const { pod } = children.own;
  const { phase } = STATES[summary.reason];
  const answers = isAnswering(summary);
  const host = hostOf(session, settings);
  const startedAt = startOf(session, pod);
  const clock = end && end.at > now ? end : undefined;
  const soon = clock && now >= warnsAt(clock, session, settings.warnBefore);
  return prune({
    phase,
    observedGeneration: session.metadata.generation,
    url: answers ? urlOf(host, settings) : undefined,
    host,
    podName: pod && childName(session.metadata.name),
    nodeName: pod?.nodeName,
    startTime: startedAt === undefined ? undefined : toTime(startedAt),
    ...stopOf(session, summary, end, now),
    stopsAt: clock && {
      time: toTime(clock.at),
      reason: clock.reason === 'Idle' ? 'Idle' : 'TimeLimit',
    },
    activity: session.status?.activity,
    timings: timingsOf(session, pod),
    conditions: setConditions(
      session.status?.conditions,
      findConditions(view, children, summary, soon ?? false),
      toTime(now),
    ),
  });
}

/** When and why the last run ended: told while the desktop is stopped, forgotten when it is turned on again. */
function stopOf(
  { status }: VDISession,
  { reason }: Summary,
  end: End | undefined,
  now: number,
): Pick<Status, 'stopTime' | 'stopReason'> {
  if (STATES[reason].phase !== 'Stopped' || !end) return {};
  return {
    stopTime: status?.stopTime ?? toTime(now),
    stopReason: end.reason,
  };
}

function urlOf(host: string, { urlPort }: Settings): string {
  return `https://${host}${urlPort && urlPort !== 443 ? `:${urlPort}` : ''}/`;
}

function timingsOf(
  { metadata, status }: VDISession,
  pod: PodRecord | undefined,
): Status['timings'] {
  if (!pod) return undefined;
  const ready = podCondition(pod, 'Ready');
  const scheduled = podCondition(pod, 'PodScheduled');
  const isTrue = (condition: typeof ready) => condition?.status === 'True';
  const known = status?.phase === 'Stopped' ? undefined : status?.timings;
  // The first run was asked for with the session; a later one began with its pod.
  const begun = status?.stopTime ? pod.metadata : metadata;
  return prune({
    requested: known?.requested ?? begun.creationTimestamp,
    scheduled: isTrue(scheduled) ? scheduled?.lastTransitionTime : undefined,
    started: pod.container?.running?.startedAt,
    ready: isTrue(ready) ? ready?.lastTransitionTime : undefined,
  });
}

function prune<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as T;
}

/** Whether two statuses tell the same: times that only tell since when something is so are no reason to write. */
export function tellsTheSame(a: Status | undefined, b: Status): boolean {
  return a !== undefined && isDeepStrictEqual(comparable(a), comparable(b));
}

function comparable({ timings: _, conditions, ...rest }: Status): object {
  return {
    ...rest,
    conditions: conditions?.map(({ lastTransitionTime: __, ...it }) => it),
  };
}
