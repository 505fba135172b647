import type { Leadership, Reconcile } from '@backstage-vdi/kube';

/** What fails because the leadership is over is nobody's failure: the next leader looks at everything anew. */
export function whileItLasts(
  { signal }: Leadership,
  reconcile: Reconcile,
): Reconcile {
  return async (key, context) => {
    try {
      return await reconcile(key, context);
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    }
  };
}
