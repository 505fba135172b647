import type { KubeObject } from '@backstage-vdi/kube';
import { parseQuantity } from '@backstage-vdi/plugin-vdi-common';
import type { OptionalCache } from '../OptionalCache';
import { intern, internAll } from '../session/intern';
import { canonicalImage } from './canonicalImage';

/** What is kept in memory of a node: which desktops it takes, its GPUs and its images. */
export interface NodeRecord {
  /** Whether it is ready and takes pods. */
  usable: boolean;
  /** How many of each extended resource it has for pods, such as `nvidia.com/gpu`. */
  gpus: ReadonlyMap<string, number>;
  labels: Readonly<Record<string, string>>;
  /** What keeps pods away that do not tolerate it. */
  taints: readonly Taint[];
  /** Its images, as `canonicalImage` spells them: the 50 largest unless its kubelet is told otherwise. */
  images: readonly string[];
}

/** Keeps pods away that do not tolerate it. */
export interface Taint {
  key: string;
  value?: string;
  effect: string;
}

/** A node as the API server sends it. */
export interface RawNode extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: Taint[] };
  status?: {
    allocatable?: Record<string, string>;
    conditions?: Array<{ type: string; status: string }>;
    images?: Array<{ names?: string[] | null }>;
  };
}

/** The cluster's nodes, where they may be read. */
export type NodeCache = OptionalCache<RawNode, NodeRecord>;

/** Keeps of a node its GPUs, its images, and who may use it. What thousands of nodes have in common is kept once. */
export function projectNode({ metadata, spec, status }: RawNode): NodeRecord {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const names = (status?.images ?? []).flatMap(image => image.names ?? []);
  return {
    usable: ready?.status === 'True' && !spec?.unschedulable,
    gpus: new Map(
      Object.entries(status?.allocatable ?? {})
        // The domain of its vendor tells an extended resource from cpu, memory and the like.
        .filter(([name]) => name.includes('/'))
        .map(([name, amount]) => [name, parseQuantity(amount) ?? 0]),
    ),
    labels: internAll(metadata?.labels ?? {}),
    taints: internAll(
      (spec?.taints ?? []).filter(
        ({ effect }) => effect !== 'PreferNoSchedule',
      ),
    ),
    images: names.map(name => intern(canonicalImage(name))),
  };
}
