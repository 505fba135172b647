import { NODE } from '../src/resources';
import type { Any, TestNamespace } from './TestNamespace';

/**
 * Makes a node that is simulated, as the two of the cluster are, that has the label `pool` with the namespace's name, and that goes with it.
 *
 * @param what.resources - what it has for pods beside the usual
 * @param what.images - names of its images
 */
export async function addNode(
  { name: pool, nodes, transport }: TestNamespace,
  name: string,
  {
    resources = {},
    images = [],
  }: { resources?: Record<string, string>; images?: string[] } = {},
): Promise<void> {
  const capacity = { cpu: '32', memory: '256Gi', pods: '100', ...resources };
  nodes.push(name);
  await transport.create<Any>(NODE, {
    metadata: {
      name,
      labels: { pool, type: 'kwok' },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    status: {
      capacity,
      allocatable: capacity,
      images: images.map(image => ({ names: [image], sizeBytes: 1 })),
    },
  });
}
