import {
  type Connection,
  type ConnectionOptions,
  loadConnection,
  sleep,
  systemClock,
} from '@backstage-vdi/kube';

/** A kubeconfig that was missing may be written at any moment, as by a cluster that starts beside the portal. */
const RETRY_MS = 2_000;

/**
 * Finds the API server and our credentials, however long that takes.
 *
 * @param onFailure - called with the sentence that says what is missing, again only when it changes
 * @returns `undefined` when the signal aborted before.
 */
export async function awaitConnection(
  options: ConnectionOptions,
  { signal, onFailure }: { signal: AbortSignal; onFailure(why: string): void },
): Promise<Connection | undefined> {
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      return await loadConnection(options);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) onFailure(why);
      told = why;
    }
    await sleep(systemClock, RETRY_MS, signal).catch(() => {});
  }
  return undefined;
}
