import {
  isNotFound,
  type Logger,
  type Reconcile,
  type Transport,
} from '@backstage-vdi/kube';
import { withFields } from '../withFields';
import type { Settings } from '../settings';
import { imageRefusal } from '../template/imagePolicy';
import { execute } from './execute';
import type { Executor } from './executor';
import { observe, type Sources } from './observe';
import { type Plan, planSession } from './plan';
import { SessionWrites } from './SessionWrites';
import { StartLine } from './StartLine';
import { fromTime } from './time';
import { unplannableStatus } from './unplannable';
import type { Status } from './view';

/** What a session is reconciled with. */
export interface ReconcileOptions {
  transport: Transport;
  sources: Sources;
  settings: Settings;
  /** Milliseconds since 1970. */
  now: () => number;
  logger: Logger;
  /** Takes what is told as Kubernetes Events. */
  events?: Executor['events'];
  /** Called when a desktop that was starting runs, with its `status.timings`. Must not throw. */
  onStarted?: (timings: NonNullable<Status['timings']>) => void;
}

/** Makes the function that brings one session nearer to what it asks for: observe, plan, execute. */
export function createReconcile(options: ReconcileOptions): Reconcile {
  const { transport, sources, settings, now, events, onStarted } = options;
  const line = new StartLine();
  return async (key, { signal, reconcileId }) => {
    const seen = observe(key, sources);
    if (!seen) {
      sources.refusals.forget(key);
      sources.pace.forget(key);
      return undefined;
    }
    const askedAt = fromTime(seen.session.metadata.creationTimestamp) ?? 0;
    const view = {
      ...seen,
      imageRefusal: seen.template && imageRefusal(seen.template, settings),
      lineMovedAt: line.movedAt(askedAt),
    };
    const logger = withFields(options.logger, { session: key, reconcileId });
    const executor = { ...sources, transport, signal, now, logger, events };
    let plan: Plan;
    try {
      plan = planSession(view, now(), settings);
    } catch (bug) {
      const told = unplannableStatus(view.session, bug, now());
      if (told) await new SessionWrites(view.session, executor).setStatus(told);
      throw bug;
    }
    const again = await execute(plan, view, executor).catch(error => {
      // Deleted before it was written to. Nothing is left to do, and the watch tells.
      if (!isNotFound(error)) throw error;
      return false;
    });
    if (plan.status) logStatus(logger, plan.status);
    const started = plan.status && isStart(view.session.status, plan.status);
    if (started) onStarted?.(plan.status?.timings ?? {});
    if (again || started) line.moved(askedAt, now());
    if (again) return { requeueAfterMs: 0 };
    return plan.requeueAt === undefined
      ? undefined
      : { requeueAfterMs: plan.requeueAt - now() };
  };
}

function logStatus(logger: Logger, { phase, conditions, url }: Status): void {
  const ready = conditions?.find(({ type }) => type === 'Ready');
  const reason = ready?.reason;
  logger.info(ready?.message ?? '', { phase, reason, ...(url && { url }) });
}

/** A desktop that ran before, and only comes back from a failure, was not started by anybody. */
function isStart(before: Status | undefined, { phase }: Status): boolean {
  const was = before?.phase ?? 'Pending';
  return phase === 'Running' && (was === 'Pending' || was === 'Creating');
}
