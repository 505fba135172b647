import { isDeepStrictEqual } from 'node:util';
import {
  childName,
  hostName,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { warnsAt } from '../policies/notice';
import type { Settings } from '../settings';
import { setConditions } from './conditions';
import { findConditions } from './findings';
import { lastRestartOf } from './lastRestart';
import type { Summary } from './podState';
import { podCondition, type PodRecord } from './records';
import { isOf } from './run';
import { isAnswering, type SummaryInput } from './summary';
import { fromTime, toTime } from './time';
import { timingsOf } from './timings';
import type { SessionView, Status } from './view';

/** The host name of a session's desktop: the one it got, whatever the settings say meanwhile. */
export function hostOf(session: VDISession, settings: Settings): string {
  const { name, namespace = '' } = session.metadata;
  return (
    session.status?.host ??
    hostName(
      session.spec,
      { namespace, name },
      { domain: settings.domain, label: settings.hostLabel },
    )
  );
}

/**
 * When the present run could first be used, in milliseconds since 1970; `undefined` while it could not.
 *
 * @param now - milliseconds since 1970
 */
export function startOf(
  { status }: VDISession,
  pod: PodRecord | undefined,
  now: number,
): number | undefined {
  if (!pod) return undefined;
  const known = fromTime(status?.startTime);
  if (known !== undefined && isOf(status, pod)) return known;
  const created = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return undefined;
  // By the clock of its node, which may be anywhere.
  const told = fromTime(ready.lastTransitionTime) ?? 0;
  return Math.max(created, Math.min(told, now));
}

/** Since when the present run takes up a node, in milliseconds since 1970; `undefined` while it has none. */
export function heldSince(pod: PodRecord | undefined): number | undefined {
  if (!pod?.nodeName) return undefined;
  const scheduled = podCondition(pod, 'PodScheduled');
  return (
    fromTime(scheduled?.lastTransitionTime) ??
    fromTime(pod.metadata.creationTimestamp)
  );
}

/** The whole next status of a session. */
export function nextStatus(
  view: SessionView,
  input: SummaryInput & { summary: Summary; settings: Settings },
): Status {
  const { session } = view;
  const { children, summary, startedAt, end, now, settings } = input;
  const { pod } = children.own;
  const { phase } = STATES[summary.reason];
  const host = hostOf(session, settings);
  const clock = end && end.at > now ? end : undefined;
  const soon =
    clock !== undefined && now >= warnsAt(clock, settings.warnBefore);
  const lastRestart =
    phase === 'Stopped' ? undefined : lastRestartOf(session, pod, now);
  return prune({
    phase,
    observedGeneration: session.metadata.generation,
    url: isAnswering(summary) ? urlOf(host, settings) : undefined,
    // Who is told a host has claimed it.
    host: view.hostTrouble ? undefined : host,
    podName: pod && childName(session.metadata.name),
    podUID: pod?.metadata.uid,
    nodeName: pod?.nodeName,
    startTime: startedAt === undefined ? undefined : toTime(startedAt),
    ...stopOf(session, input),
    lastRestart,
    stopsAt: clock && {
      time: toTime(clock.at),
      reason: clock.reason === 'Idle' ? 'Idle' : 'TimeLimit',
    },
    activity: activityOf(view),
    timings: pod && prune(timingsOf(view, pod)),
    conditions: setConditions(
      session.status?.conditions,
      findConditions(view, {
        children,
        summary,
        clock,
        soon,
        startedAt,
        lastRestart,
        settings,
      }),
      toTime(now),
    ),
  });
}

/** What is known of people now, else what was told before. */
function activityOf({ activity, session }: SessionView): Status['activity'] {
  if (!activity) return session.status?.activity;
  const { lastProbe, lastActivity, source } = activity;
  const time = (ms: number | undefined) =>
    ms === undefined ? undefined : toTime(ms);
  return prune({
    lastActivity: time(lastActivity) ?? session.status?.activity?.lastActivity,
    lastProbe: time(lastProbe),
    source,
  });
}

/** When and why the last run ended: told while the desktop is stopped, forgotten when it is turned on again. */
function stopOf(
  { status }: VDISession,
  { summary, startedAt = 0, end, now }: SummaryInput & { summary: Summary },
): Pick<Status, 'stopTime' | 'stopReason'> {
  if (STATES[summary.reason].phase !== 'Stopped' || !end) return {};
  // No run ends before it began, whatever was done to a clock meanwhile.
  const stopped = Math.max(fromTime(status?.stopTime) ?? now, startedAt);
  return { stopTime: toTime(stopped), stopReason: end.reason };
}

function urlOf(host: string, { urlPort }: Settings): string {
  return `https://${host}${urlPort && urlPort !== 443 ? `:${urlPort}` : ''}/`;
}

function prune<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as T;
}

/**
 * Whether two statuses tell the same: times that only tell since when something is so are no reason to write, and neither is what
 * each look for people finds.
 */
export function tellsTheSame(a: Status | undefined, b: Status): boolean {
  return a !== undefined && isDeepStrictEqual(comparable(a), comparable(b));
}

function comparable({
  timings: _,
  activity: __,
  conditions,
  ...rest
}: Status): object {
  return {
    ...rest,
    conditions: conditions?.map(({ lastTransitionTime: ___, ...it }) => it),
  };
}
