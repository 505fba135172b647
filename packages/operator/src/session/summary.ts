import type { End } from '../policies/policy';
import type { Children } from './children';
import { describeFullDisk, exceededDisk } from './diskFull';
import { findObstacle } from './obstacles';
import { describeEnding, describeLoss } from './podEnding';
import { lossOf } from './podLoss';
import { describePod, type Summary } from './podState';
import { describeRunning } from './runningState';
import { describeStop } from './stopState';
import { isPassing, readyOf } from './tellAt';
import { fromTime } from './time';
import type { SessionView } from './view';

/** What a summary is made of, beside the view. */
export interface SummaryInput {
  children: Children;
  /** When the present run became ready, in milliseconds since 1970. */
  startedAt?: number;
  /** The desktop's clock. */
  end?: End;
  /** Milliseconds since 1970. */
  now: number;
  /** How long before its end a desktop says so, in milliseconds. */
  warnBefore: number;
}

/** The one state of a desktop that its owner is told, the most telling first. */
export function summarise(view: SessionView, input: SummaryInput): Summary {
  const { end, now, children } = input;
  if (end && end.at <= now) return describeStop(view, end, input);
  const obstacle = findObstacle(view, children);
  if (obstacle) {
    const { reason, message } = obstacle;
    return { reason, message, since: madeAt(view) };
  }
  return untilItRuns(view, describeStart(view, input));
}

/** Whether the desktop can be used. */
export function isAnswering({ reason }: Summary): boolean {
  return reason === 'Running' || reason === 'ExpiringSoon';
}

function describeStart(view: SessionView, input: SummaryInput): Summary {
  const { session, template } = view;
  const { own, departing } = input.children;
  const since = madeAt(view);
  if (!own.pod && own.home?.metadata.deletionTimestamp) {
    return {
      reason: 'AttachingHome',
      message:
        'Waiting until your earlier home volume is gone: its claim was deleted. The desktop starts with a new, empty one then.',
      since,
    };
  }
  if (!own.pod) {
    return template
      ? {
          reason: 'Accepted',
          message: departing.length
            ? 'Waiting until an earlier desktop of this name or address is gone.'
            : 'The desktop is being made.',
          since,
        }
      : {
          reason: 'TemplateNotFound',
          message: `The template "${session.spec.template}" does not exist. Ask its owner, or request another.`,
          since,
        };
  }
  if (own.pod.metadata.deletionTimestamp) {
    return describeEnding(own.pod, view, input.now);
  }
  const limit = exceededDisk(own.pod);
  if (limit !== undefined) {
    const [reason, message] = describeFullDisk(limit, view);
    return { reason, message, since };
  }
  const loss = lossOf(own.pod);
  if (loss) return { ...describeLoss(loss, view), since };
  const pod = describePod(own.pod, view, input.now);
  return pod.reason === 'Running'
    ? describeRunning(view, input, pod.since)
    : pod;
}

/** That its node was lost is told until the desktop runs again, with what that waits for. */
function untilItRuns(view: SessionView, state: Summary): Summary {
  const told = readyOf(view.session);
  if (told?.reason !== 'NodeLost' || !isPassing(state.reason)) return state;
  const { reason = 'NodeLost', message: why = 'its node stopped answering' } =
    view.session.status?.lastRestart ?? {};
  const { message } = describeLoss({ reason, why }, view);
  const waits = state.reason !== 'Accepted' && state.reason !== 'Scheduling';
  return {
    reason: 'NodeLost',
    message: waits ? `${message} ${state.message}` : message,
    since: state.since,
  };
}

function madeAt({ session }: SessionView): number {
  return fromTime(session.metadata.creationTimestamp) ?? 0;
}
