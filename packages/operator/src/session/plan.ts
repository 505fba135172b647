import type { Patch } from '@backstage-vdi/kube';
import {
  type OwnerReference,
  SESSION_FINALIZER,
  termsOf,
} from '@backstage-vdi/plugin-vdi-common';
import { nextEnd } from '../policies/nextEnd';
import { warnsAt } from '../policies/notice';
import type { ChildKind } from '../resources';
import type { Settings } from '../settings';
import type { Manifest } from '../children/manifests';
import { judgeChildren } from './children';
import { eventsOf } from './events';
import { findObstacle } from './obstacles';
import {
  planCreates,
  planDeletes,
  planHomeOwners,
  planReplacement,
  replacementAt,
} from './planChildren';
import { planRepairs } from './planRepairs';
import { planRestart } from './planRestart';
import { restartedAt, stuckAt } from './podEnding';
import { LOSS_REASONS } from './podLoss';
import { slowAt } from './startingState';
import { heldSince, nextStatus, startOf, tellsTheSame } from './status';
import { summarise } from './summary';
import { isPassing, readyOf, toldAt } from './tellAt';
import type { SessionView, Status } from './view';

/** What to do about a session now. Nothing of it is done twice: planned again on its own outcome it is empty. */
export interface Plan {
  /** The session gets our finalizer before anything else exists. */
  addFinalizer?: boolean;
  /** Last of all: the session may go. */
  removeFinalizer?: boolean;
  /** Who the home goes with from now on. */
  homeOwners?: OwnerReference[];
  /** The session is turned off (`spec.running`), before its pod is deleted. */
  turnOff?: boolean;
  deletes: ChildRef[];
  /** The pod is made when the home exists, the others at once. */
  creates: Partial<Record<ChildKind, Manifest>>;
  /** Children that are there but not as they should be. Absent where there are none. */
  repairs?: Repair[];
  /** What to tell as Kubernetes Events, after everything else was done. */
  events: SessionEvent[];
  /** The whole status to write. */
  status?: Status;
  /** When to look again if nothing happens before, in milliseconds since 1970. */
  requeueAt?: number;
}

/** One child, and no other that gets its name meanwhile. */
export interface ChildRef {
  kind: ChildKind;
  name: string;
  uid: string;
}

/** A child that somebody changed, or that its session wants otherwise now, and the patch that mends it. */
export interface Repair extends ChildRef {
  patch: Patch;
  /** What is mended, such as `labels` or `selector`. */
  fields: string[];
  /** Of the object as it was when this was decided. */
  resourceVersion?: string;
}

/** What is told of a session as a Kubernetes Event. */
export interface SessionEvent {
  type: 'Normal' | 'Warning';
  /** UpperCamelCase, for machines. */
  reason: string;
  /** What was done about it, UpperCamelCase. */
  action: string;
  /** A sentence for people. */
  note: string;
  /** The child whose repair it tells of: not told where the API server did not take that. */
  mends?: ChildKind;
}

/**
 * Decides what to do about a session. Pure.
 *
 * @param now - milliseconds since 1970
 */
export function planSession(
  view: SessionView,
  now: number,
  settings: Settings,
): Plan {
  const { session, refusals } = view;
  const children = judgeChildren(view);
  const held = session.metadata.finalizers?.includes(SESSION_FINALIZER);
  const homeOwners = planHomeOwners(view, children);

  if (session.metadata.deletionTimestamp) {
    // The garbage collector does the rest: every child but a kept home goes with its owner.
    const nothing = { deletes: [], creates: {}, events: [] };
    return held ? { ...nothing, homeOwners, removeFinalizer: true } : nothing;
  }

  const { pod } = children.own;
  const { warnBefore, probeEvery } = settings;
  const startedAt = startOf(session, pod, now);
  // A run that ends has no time that could run out: who turns the desktop on meanwhile means the next one.
  const ends = pod?.metadata.deletionTimestamp !== undefined;
  const { end, changesAt } = nextEnd(
    {
      session,
      terms: termsOf(session, view.template),
      startedAt: ends ? undefined : startedAt,
      heldSince: ends ? undefined : heldSince(pod),
      activity: view.activity,
      now,
      probeEvery,
    },
    warnBefore,
  );
  const obstacle = findObstacle(view, children);
  const told = readyOf(session)?.reason;
  const plan: Plan = { homeOwners, deletes: [], creates: {}, events: [] };
  if (end && end.at <= now) {
    plan.turnOff = session.spec.running !== false;
    plan.deletes = planDeletes(children, ['pod']);
  } else if (obstacle && obstacle.until > now) {
    // The route would lead to somebody else's service. The rest is of no use, unless somebody was told of it and works in it.
    const used = session.status?.startTime !== undefined;
    plan.deletes = planDeletes(
      children,
      used ? ['route'] : ['route', 'service', 'pod'],
    );
  } else {
    plan.addFinalizer = !held;
    plan.deletes = planRestart(view, children, now);
    // That it was lost is told first: when the pod is gone nothing knows of it.
    if (LOSS_REASONS.has(told) && !plan.deletes.length) {
      plan.deletes = planReplacement(children, now);
    }
    plan.creates = planCreates(view, children, now, settings);
  }

  const { repairs, retryAt } = planRepairs(
    view,
    children,
    plan.deletes,
    now,
    settings,
  );
  if (repairs.length) plan.repairs = repairs;

  const input = { children, startedAt, end, now, warnBefore };
  const summary = summarise(view, input);
  const status = nextStatus(view, { ...input, summary, settings });
  const due = tellsTheSame(session.status, status)
    ? undefined
    : toldAt(view, summary, settings);
  // What is being made right now is looked at again at once; until then there is nothing to tell.
  const unsettled =
    (isPassing(summary.reason) || summary.reason === 'NodeLost') &&
    Object.keys(plan.creates).length > 0;
  if (due !== undefined && due <= now && !unsettled) plan.status = status;
  plan.events = eventsOf({
    before: session.status,
    after: plan.status,
    repairs: plan.repairs,
  });

  plan.requeueAt = earliestAfter(now, [
    due,
    end && warnsAt(end, warnBefore),
    end?.at,
    changesAt,
    restartedAt(session),
    stuckAt(pod),
    ...refusals.map(({ until }) => until),
    retryAt,
    replacementAt(children),
    slowAt(pod),
  ]);
  return plan;
}

function earliestAfter(
  now: number,
  times: Array<number | undefined>,
): number | undefined {
  const ahead = times.filter(time => time !== undefined && time > now);
  return ahead.length ? Math.min(...(ahead as number[])) : undefined;
}
