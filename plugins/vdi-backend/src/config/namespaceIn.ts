import type { ClusterOptions } from './readClusters';

/** The namespace that new sessions are made in, in the cluster of this name. */
export function namespaceIn(
  cluster: string,
  clusters: readonly ClusterOptions[],
): string {
  const found = clusters.find(({ name }) => name === cluster);
  if (!found)
    throw new Error(`There is no cluster "${cluster}" in vdi.clusters`);
  return found.namespace;
}
