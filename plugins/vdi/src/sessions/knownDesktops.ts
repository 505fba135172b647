import type {
  ClusterState,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';

/** The person's desktops, and how far each cluster's are known. */
export interface KnownDesktops {
  /** Newest first. */
  sessions: SessionView[];
  clusters: ClusterState[];
}

/**
 * What is known after an answer. The server tells nothing of the desktops of a cluster that it could not read since it was started: they
 * run on, and stay as they were known before. Pure.
 */
export function withAnswer(
  known: KnownDesktops | undefined,
  answer: KnownDesktops,
): KnownDesktops {
  const untold = new Set(
    answer.clusters
      .filter(({ state }) => state === 'unavailable')
      .map(({ name }) => name),
  );
  const kept = (known?.sessions ?? [])
    .filter(({ cluster }) => untold.has(cluster))
    .map(session => ({ ...session, stale: true }));
  if (kept.length === 0) return answer;
  return {
    ...answer,
    sessions: [...answer.sessions, ...kept].sort(
      (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
    ),
  };
}

/** The clusters whose part of what is known cannot be relied on. */
export function troubledOf({ clusters }: KnownDesktops): ClusterState[] {
  return clusters.filter(({ state }) => state !== 'ok');
}
