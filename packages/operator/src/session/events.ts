import { type Reason, STATES } from '@backstage-vdi/plugin-vdi-common';
import type { Condition } from './conditions';
import type { Repair, SessionEvent } from './plan';
import type { Status } from './view';

/** The longest note that the API server takes. */
const NOTE_LENGTH = 1_024;

/** What a plan changes that may be worth an Event. */
export interface Changes {
  before: Status | undefined;
  /** The status that is written; absent where none is. */
  after?: Status;
  repairs?: Repair[];
}

const event = (
  type: SessionEvent['type'],
  reason: string,
  action: string,
  note: string,
): SessionEvent => ({ type, reason, action, note });

type Rule = (before: Status, after: Status) => SessionEvent[];

/** Reasons that keep a desktop from running until somebody does something. */
const NEEDS_SOMEBODY: Reason[] = [
  'TemplateNotFound',
  'QuotaExceeded',
  'HostNameTaken',
  'SecretNotFound',
  'RouteNotAvailable',
];

const trouble: Rule = (before, after) => {
  const ready = changed('Ready', before, after);
  if (!ready) return [];
  const { reason, message } = ready;
  const failed = STATES[reason as Reason]?.phase === 'Failed';
  return failed || NEEDS_SOMEBODY.includes(reason as Reason)
    ? [event('Warning', reason, 'StartDesktop', message)]
    : [];
};

const ranOut: Rule = (before, after) => {
  const ready = changed('Ready', before, after);
  return ready?.reason === 'TimeLimit' || ready?.reason === 'Idle'
    ? [event('Normal', ready.reason, 'StopDesktop', ready.message)]
    : [];
};

const nodeLost: Rule = (before, after) => {
  const ready = changed('Ready', before, after);
  if (ready?.reason === 'NodeLost') {
    return [event('Warning', 'NodeLost', 'ReplacePod', ready.message)];
  }
  const back =
    ready?.status === 'True' &&
    conditionOf(before, 'Ready')?.reason === 'NodeLost';
  return back
    ? [
        event(
          'Normal',
          'RunsAgain',
          'ReplacePod',
          `The desktop runs again, on node ${after.nodeName}.`,
        ),
      ]
    : [];
};

const podDeleted: Rule = (before, after) => {
  const { lastRestart } = after;
  return lastRestart?.reason === 'PodDeleted' &&
    lastRestart.time !== before.lastRestart?.time
    ? [
        event(
          'Normal',
          'PodDeleted',
          'ReplacePod',
          'Somebody deleted the pod of the desktop; it was made anew.',
        ),
      ]
    : [];
};

/** A home that is about to be made is nothing to tell of. */
const UNTOLD = new Set(['Missing']);

/** Conditions whose being false is told, and how. */
const conditions: Rule = (before, after) =>
  (
    [
      ['Valid', 'Warning', 'Validate'],
      ['UpToDate', 'Normal', 'CompareTemplate'],
      ['StorageReady', 'Warning', 'AttachHome'],
    ] as const
  ).flatMap(([name, type, action]) => {
    const found = changed(name, before, after);
    const told = found?.status === 'False' && !UNTOLD.has(found.reason);
    return told ? [event(type, found.reason, action, found.message)] : [];
  });

const RULES: Rule[] = [trouble, ranOut, nodeLost, podDeleted, conditions];

/**
 * What is told as Kubernetes Events: what somebody who looks after the cluster wants to find later, and nothing of a start or a
 * stop that went as its owner wanted.
 */
export function eventsOf({
  before,
  after,
  repairs = [],
}: Changes): SessionEvent[] {
  const events: SessionEvent[] = repairs.map(({ kind, fields }) => ({
    ...event(
      'Normal',
      'Repaired',
      'PatchChild',
      kind === 'home' && !fields.includes('labels')
        ? 'The home volume was made as large as it is to be.'
        : `The ${kind} was not as the operator made it, and is again.`,
    ),
    mends: kind,
  }));
  if (after) {
    events.push(
      ...RULES.flatMap(rule => rule(before ?? {}, after)).map(it => ({
        ...it,
        note: it.note.slice(0, NOTE_LENGTH),
      })),
    );
  }
  return events;
}

function conditionOf(status: Status, type: string): Condition | undefined {
  return status.conditions?.find(it => it.type === type);
}

/** A condition that got another reason. */
function changed(
  type: string,
  before: Status,
  after: Status,
): Condition | undefined {
  const now = conditionOf(after, type);
  return now?.reason === conditionOf(before, type)?.reason ? undefined : now;
}
