import type { KubeObject } from '@backstage-vdi/kube';
import { parseQuantity } from '@backstage-vdi/plugin-vdi-common';

/** What is kept in memory of a node: nothing but its GPUs, and who may use them. */
export interface NodeRecord {
  /** Whether it is ready and takes pods. */
  usable: boolean;
  /** How many of each extended resource it has for pods, such as `nvidia.com/gpu`. */
  gpus: ReadonlyMap<string, number>;
  /** Empty where it has no GPUs. */
  labels: Readonly<Record<string, string>>;
}

/** A node as the API server sends it. */
export interface RawNode extends KubeObject {
  spec?: { unschedulable?: boolean };
  status?: {
    allocatable?: Record<string, string>;
    conditions?: Array<{ type: string; status: string }>;
  };
}

/** Keeps of a node its GPUs, and who may use them. */
export function projectNode({ metadata, spec, status }: RawNode): NodeRecord {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const gpus = new Map(
    Object.entries(status?.allocatable ?? {})
      // The domain of its vendor tells an extended resource from cpu, memory and the like.
      .filter(([name]) => name.includes('/'))
      .map(([name, amount]) => [name, parseQuantity(amount) ?? 0]),
  );
  return {
    usable: ready?.status === 'True' && !spec?.unschedulable,
    gpus,
    labels: gpus.size ? (metadata?.labels ?? {}) : {},
  };
}
