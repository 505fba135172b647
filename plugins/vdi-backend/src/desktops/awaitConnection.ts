import { once } from 'node:events';
import { type Connection, sleep, systemClock } from '@backstage-vdi/kube';
import type { KubernetesOptions } from '../config/readClusters';
import { connect } from './connect';

/** A kubeconfig that was missing may be written at any moment, as by a cluster that starts beside the portal. */
const RETRY_MS = 2_000;

/** How long it is searched, and who hears of it. */
interface Search {
  /** Ends it. */
  signal: AbortSignal;
  /** Called with the sentence that says what is missing, again only when it changes. */
  onFailure(why: string): void;
}

/**
 * Finds the API server and our credentials, however long that takes.
 *
 * @returns `undefined` when the signal aborted before.
 */
export function awaitConnection(
  options: KubernetesOptions,
  search: Search,
): Promise<Connection | undefined> {
  return Promise.race([
    find(options, search),
    // Also in the middle of an attempt: a credential plugin may take a minute.
    once(search.signal, 'abort').then(() => undefined),
  ]);
}

async function find(
  options: KubernetesOptions,
  { signal, onFailure }: Search,
): Promise<Connection | undefined> {
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      return await connect(options);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told && !signal.aborted) onFailure(why);
      told = why;
    }
    await sleep(systemClock, RETRY_MS, signal).catch(() => {});
  }
  return undefined;
}
