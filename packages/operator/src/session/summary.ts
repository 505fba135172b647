import {
  formatDuration,
  parseDuration,
  type Reason,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from '../children/buildHome';
import type { End, StopReason } from '../policies/policy';
import type { Settings } from '../settings';
import type { Children } from './children';
import { findObstacle } from './obstacles';
import { describePod, type Summary } from './podState';
import { timeInWords } from './time';
import type { SessionView } from './view';

/** What a summary is made of, beside the view. */
export interface SummaryInput {
  children: Children;
  /** The desktop's clock. */
  end?: End;
  /** Milliseconds since 1970. */
  now: number;
  /** How long before its end a desktop says so, in milliseconds. */
  warnBefore: number;
}

/** The one state of a desktop that its owner is told, the most telling first. */
export function summarise(view: SessionView, input: SummaryInput): Summary {
  const { session, template } = view;
  const { own, departing } = input.children;
  const since = Date.parse(session.metadata.creationTimestamp ?? '') || 0;
  const is = (reason: Reason, message: string) => ({ reason, message, since });

  if (input.end && input.end.at <= input.now) {
    return describeStop(view, input.end, input);
  }
  const obstacle = findObstacle(view, input.children);
  if (obstacle) return is(obstacle.reason, obstacle.message);
  if (!own.pod && !template) {
    return is(
      'TemplateNotFound',
      `The template "${session.spec.template}" does not exist. Ask its owner, or request another.`,
    );
  }
  if (own.pod?.metadata.deletionTimestamp) {
    return {
      reason: 'Accepted',
      message: 'Waiting until the last run has ended.',
      since: deletedAt(own.pod),
    };
  }
  if (!own.pod) {
    return is(
      'Accepted',
      departing.length
        ? 'Waiting until an earlier desktop of this name is gone.'
        : 'The desktop is being made.',
    );
  }
  const pod = describePod(own.pod, session, template);
  return pod.reason === 'Running' ? describeRunning(view, input, pod) : pod;
}

/** Whether a state passes by itself in no time, so that it is told only when it lasts. */
export function isPassing(reason: string): boolean {
  return (
    reason === 'Accepted' ||
    reason === 'Stopping' ||
    (reason in STATES && STATES[reason as Reason].phase === 'Creating')
  );
}

/** Times of Kubernetes are cut to whole seconds: something may be this much younger than they say. */
const TRUNCATION_MS = 1_000;

/**
 * When a state is to be told, in milliseconds since 1970. What lasts is told at once. What passes by itself is told only when
 * it lasts, or when it follows on another that was told: a start with everything at hand is one write.
 */
export function toldAt(
  { status }: VDISession,
  { reason, since }: Summary,
  { progressAfter }: Settings,
): number {
  const told = status?.conditions?.find(({ type }) => type === 'Ready');
  return !isPassing(reason) || (told && isPassing(told.reason))
    ? 0
    : since + TRUNCATION_MS + progressAfter;
}

/** Whether the desktop can be used. */
export function isAnswering({ reason }: Summary): boolean {
  return reason === 'Running' || reason === 'ExpiringSoon';
}

/** When the pod was asked to end: its `deletionTimestamp` says when it has to be gone. */
function deletedAt(pod: NonNullable<Children['own']['pod']>): number {
  const gone = Date.parse(pod.metadata.deletionTimestamp ?? '') || 0;
  return gone - (pod.graceSeconds ?? 0) * 1_000;
}

const STOPPED: Record<Exclude<StopReason, 'Failed'>, string> = {
  TimeLimit: 'its time limit',
  Idle: 'nobody was connected',
  ByUser: 'turned off',
  ByAdmin: 'turned off by an administrator',
  Evicted: 'its node had no room left',
};

function describeStop(
  { session }: SessionView,
  end: End,
  { children, now }: SummaryInput,
): Summary {
  const { pod } = children.own;
  if (pod) {
    const since = pod.metadata.deletionTimestamp ? deletedAt(pod) : now;
    return { reason: 'Stopping', message: 'Stopping the desktop.', since };
  }
  const reason = end.reason === 'Failed' ? 'ByAdmin' : end.reason;
  const why = reason === 'TimeLimit' ? limitOf(session) : STOPPED[reason];
  const files = hasHome(session)
    ? 'Your files are kept.'
    : 'It had no home volume, so its files are gone.';
  return { reason, message: `Stopped: ${why}. ${files}`, since: now };
}

function limitOf({ spec }: VDISession): string {
  return `the ${formatDuration(parseDuration(spec.timeout ?? '8h'))} limit`;
}

function describeRunning(
  { session, routesKnown, refusals }: SessionView,
  { children, end, now, warnBefore }: SummaryInput,
  { since }: Summary,
): Summary {
  const refused = refusals.find(({ kind }) => kind === 'route');
  if (!routesKnown || refused) {
    return {
      reason: 'RouteNotAvailable',
      message:
        refused?.message ??
        'The desktop runs, but the cluster has no Traefik that could give it an address. An administrator has to install its CRDs.',
      since,
    };
  }
  if (!children.own.route) {
    return {
      reason: 'WaitingForRoute',
      message: 'Making its address known.',
      since,
    };
  }
  const message = end
    ? `Stops at ${timeInWords(end.at)}: ${limitOf(session)}.`
    : 'The desktop runs.';
  const soon = end && now >= warnsAt(end, session, warnBefore);
  return { reason: soon ? 'ExpiringSoon' : 'Running', message, since };
}

/** When a desktop says that it ends soon: never before half of its time is over. */
export function warnsAt(
  end: End,
  { spec }: VDISession,
  warnBefore: number,
): number {
  const whole = parseDuration(spec.timeout ?? '8h');
  return end.at - Math.min(warnBefore, whole / 2);
}
