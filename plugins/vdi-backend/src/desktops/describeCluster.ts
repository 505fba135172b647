import type { ReflectorHealth } from '@backstage-vdi/kube';
import type { ClusterState } from '@backstage-vdi/plugin-vdi-common';
import { UNREACHABLE } from './clusterError';
import { describeUnsynced } from './describeUnsynced';

/** A watch that breaks is mostly there again after a second or two, in milliseconds: nobody needs to hear of it. */
const PATIENCE_MS = 3_000;

/** What a cluster's state is told from. */
export interface ClusterSight {
  name: string;
  /** When the portal began to look, in milliseconds since 1970. */
  startedAt: number;
  now: number;
  /** Why there is no way to it yet, for whoever asks; absent where there is one. */
  trouble?: string;
  /** Whether it was read once. */
  hasSynced: boolean;
  /** Its watches. */
  watches: readonly ReflectorHealth[];
}

/** How far what is known of a cluster can be relied on, in words for whoever asks. Pure. */
export function describeCluster(sight: ClusterSight): ClusterState {
  const { name, now, watches } = sight;
  const at = (time: number) => new Date(time).toISOString();
  if (!sight.hasSynced) {
    return {
      name,
      state: 'unavailable',
      since: at(sight.startedAt),
      message: sight.trouble ?? describeUnsynced(watches),
    };
  }
  const behindMs = Math.max(...watches.map(it => it.behindMs ?? 0));
  if (behindMs < PATIENCE_MS) return { name, state: 'ok' };
  return {
    name,
    state: 'stale',
    since: at(now - behindMs),
    message: `${whyStale(watches)} Its desktops are as they were known last.`,
  };
}

function whyStale(watches: readonly ReflectorHealth[]): string {
  const isRefused = watches.some(
    ({ state }) => state === 'absent' || state === 'forbidden',
  );
  return isRefused ? describeUnsynced(watches) : UNREACHABLE;
}
