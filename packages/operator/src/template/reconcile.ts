import { isNotFound, type Reconcile } from '@backstage-vdi/kube';
import type { Settings } from '../settings';
import { observeTemplate } from './observe';
import { planTemplate } from './plan';
import { type TemplateExecutor, TemplateWrites } from './TemplateWrites';
import type { PrePullRefusal } from './view';

/** What a template is reconciled with. */
export interface TemplateReconcileOptions extends Omit<
  TemplateExecutor,
  'signal'
> {
  settings: Settings;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is not taken once is hardly taken a moment later: a right or a policy has to change first. Milliseconds. */
const REFUSED_WAIT_MS = 300_000;

/** Makes the function that keeps one template's status true and its image fetched: observe, plan, execute. */
export function createTemplateReconcile({
  settings,
  now,
  ...executor
}: TemplateReconcileOptions): Reconcile {
  const refusals = new Map<string, PrePullRefusal>();
  return async (name, { signal }) => {
    const { sources } = executor;
    const view = observeTemplate(name, sources, refusals.get(name));
    if (!view) {
      refusals.delete(name);
      return undefined;
    }
    const { prePull, status, requeueAt } = planTemplate(view, now(), settings);
    const writes = new TemplateWrites(view.template, { ...executor, signal });
    if (prePull) {
      const message = await (prePull.do === 'put'
        ? writes.put(prePull.object)
        : writes.delete(prePull.uid));
      if (message !== undefined) {
        const { madeFrom } = prePull;
        const until = now() + REFUSED_WAIT_MS;
        refusals.set(name, { madeFrom, message, until });
        return { requeueAfterMs: 0 };
      }
      refusals.delete(name);
    }
    if (status) {
      await writes.setStatus(status).catch(error => {
        // Deleted meanwhile; the watch tells.
        if (!isNotFound(error)) throw error;
      });
    }
    return requeueAt === undefined
      ? undefined
      : { requeueAfterMs: requeueAt - now() };
  };
}
