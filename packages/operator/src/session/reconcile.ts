import type { Reconcile, Transport } from '@backstage-vdi/kube';
import type { Settings } from '../settings';
import { DriftPace } from './driftPace';
import { execute } from './execute';
import { observe, type Sources } from './observe';
import { planSession } from './plan';

/** What a session is reconciled with. */
export interface ReconcileOptions {
  transport: Transport;
  sources: Omit<Sources, 'pace'>;
  settings: Settings;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Makes the function that brings one session nearer to what it asks for: observe, plan, execute. */
export function createReconcile(options: ReconcileOptions): Reconcile {
  const { transport, settings, now } = options;
  const sources = { ...options.sources, pace: new DriftPace() };
  return async (key, { signal }) => {
    const view = observe(key, sources);
    if (!view) {
      sources.refusals.forget(key);
      sources.pace.forget(key);
      return undefined;
    }
    const plan = planSession(view, now(), settings);
    const executor = { ...sources, transport, signal, now };
    if (await execute(plan, view, executor)) return { requeueAfterMs: 0 };
    return plan.requeueAt === undefined
      ? undefined
      : { requeueAfterMs: plan.requeueAt - now() };
  };
}
