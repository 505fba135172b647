import {
  type NodeRecord,
  projectNode,
  type RawNode,
} from '../nodes/nodeRecord';

/** A node that takes pods, with these labels, taints, GPUs and images. */
export function aNode({
  labels = {},
  taints = [],
  gpus = {},
  images = [],
  ready = true,
  unschedulable = false,
}: {
  labels?: Record<string, string>;
  taints?: NonNullable<RawNode['spec']>['taints'];
  gpus?: Record<string, string>;
  images?: string[];
  ready?: boolean;
  unschedulable?: boolean;
} = {}): NodeRecord {
  return projectNode({
    metadata: { labels },
    spec: { unschedulable, taints },
    status: {
      allocatable: { cpu: '32', memory: '64Gi', pods: '110', ...gpus },
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      images: images.map(name => ({ names: [name] })),
    },
  });
}
