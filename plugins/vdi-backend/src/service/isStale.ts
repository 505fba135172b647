import type { ClusterState } from '@backstage-vdi/plugin-vdi-common';

/** Whether what is known of a cluster's desktops is of before it could not be reached any more. */
export function isStale(
  cluster: string,
  clusters: readonly ClusterState[],
): boolean {
  return clusters.some(
    ({ name, state }) => name === cluster && state === 'stale',
  );
}
