import { type Plan, planSession } from '../session/plan';
import type { PodRecord } from '../session/records';
import type { SessionView, Status } from '../session/view';
import { aReadyPod, at, aView, children, settings, T0 } from './objects';

/** What a row expects of a plan: everything it does not name has to be absent. */
export interface Row {
  name: string;
  view: SessionView;
  /** Seconds after the session was made. */
  after?: number;
  creates?: string[];
  deletes?: string[];
  finalizer?: 'add' | 'remove';
  turnOff?: boolean;
  homeOwners?: object[];
  /** Phase and reason that are written. */
  tells?: string;
  /** Events, as `Warning NodeLost`. */
  events?: string[];
  /** Seconds after the session was made at which to look again. */
  looksAgain?: number;
}

/** When the desktop of {@link running} became ready, its limit is over, and it says so, in seconds after its session was made. */
export const READY_AT = 1;
export const LIMIT = READY_AT + 8 * 3600;
export const WARNING = LIMIT - settings.warnBefore / 1_000;

/** When a start is told: a second later than set, because Kubernetes cuts the time of its request to seconds. */
export const PROGRESS = settings.progressAfter / 1_000 + 1;

/** What is planned some seconds after the session was made. */
export function planAt(view: SessionView, after = 0): Plan {
  return planSession(view, T0 + after * 1_000, settings);
}

/** What is planned some seconds after the session was made, as rows say it. */
export function shortPlan(
  view: SessionView,
  after?: number,
): Omit<Row, 'name' | 'view'> {
  const made = planAt(view, after);
  const { status, events, requeueAt } = made;
  const some = <T>(list: T[]) => (list.length ? list : undefined);
  const ready = status && conditionOf(status, 'Ready');
  const row = {
    creates: some(Object.keys(made.creates)),
    deletes: some(made.deletes.map(({ kind }) => kind)),
    finalizer:
      (made.addFinalizer && ('add' as const)) ||
      (made.removeFinalizer && ('remove' as const)) ||
      undefined,
    turnOff: made.turnOff || undefined,
    homeOwners: made.homeOwners,
    tells: status && `${status.phase} ${ready?.reason}`,
    events: some(events.map(({ type, reason }) => `${type} ${reason}`)),
    looksAgain: requeueAt === undefined ? undefined : (requeueAt - T0) / 1_000,
  };
  return JSON.parse(JSON.stringify(row));
}

/** A condition of a status. */
export function conditionOf(status: Status | undefined, type: string) {
  return status?.conditions?.find(it => it.type === type);
}

/** The view after what its plan tells was written. */
export function told(view: SessionView, after = 0): SessionView {
  const { status = view.session.status } = planAt(view, after);
  return { ...view, session: { ...view.session, status } };
}

/** A desktop that runs and of which that was told. */
export const running = told(
  aView({ named: children(aReadyPod(at(READY_AT))) }),
  READY_AT,
);

/** The same view with another session: parts of metadata and spec that differ. */
export function changed(
  view: SessionView,
  { metadata, spec }: { metadata?: object; spec?: object },
): SessionView {
  const { session } = view;
  return {
    ...view,
    session: {
      ...session,
      metadata: { ...session.metadata, ...metadata },
      spec: { ...session.spec, ...spec },
    },
  };
}

/** The same view with another pod, or none. */
export const withPod = (
  pod: PodRecord | undefined,
  view: SessionView = running,
): SessionView => ({ ...view, named: { ...view.named, pod } });

/** What the owner is told of a view so many seconds after its session was made. */
export const messageOf = (
  view: SessionView,
  after: number,
): string | undefined =>
  conditionOf(planAt(view, after).status, 'Ready')?.message;

/** The same view, turned off. */
export const turnedOff = (view: SessionView): SessionView =>
  changed(view, { metadata: { generation: 2 }, spec: { running: false } });
