import { type Connection, sleep, systemClock } from '@backstage-vdi/kube';
import type { KubernetesOptions } from '../config/readClusters';
import { connect } from './connect';

/** A kubeconfig that was missing may be written at any moment, as by a cluster that starts beside the portal. */
const RETRY_MS = 2_000;

/**
 * Finds the API server and our credentials, however long that takes.
 *
 * @param onFailure - called with the sentence that says what is missing, again only when it changes
 * @returns `undefined` when the signal aborted before.
 */
export async function awaitConnection(
  options: KubernetesOptions,
  { signal, onFailure }: { signal: AbortSignal; onFailure(why: string): void },
): Promise<Connection | undefined> {
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      return await connect(options);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) onFailure(why);
      told = why;
    }
    await sleep(systemClock, RETRY_MS, signal).catch(() => {});
  }
  return undefined;
}
