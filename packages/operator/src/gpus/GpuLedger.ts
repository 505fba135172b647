import type { NodeRecord } from '../nodes/nodeRecord';
import type { PodRecord } from '../session/records';
import type { GpuUse } from '../session/view';
import { TimeOrder } from './TimeOrder';

/** What a pod has of a kind of GPU, or waits for. */
interface Share {
  resourceName: string;
  count: number;
  /** Where it has them; absent while it waits. */
  nodeName?: string;
  since: number;
}

/** All of one kind of GPU. */
class Kind {
  readonly nodes = new Set<string>();
  /** How many of each node are taken. */
  readonly taken = new Map<string, number>();
  /** Pods that wait, the one that waits longest first. */
  readonly waiting = new TimeOrder();
  /** Pods that have some, the one that ends first before the others. */
  readonly ends = new TimeOrder();
}

/** Which GPUs, and for whom. */
export interface GpuWish {
  /** What its template calls one. */
  resourceName: string;
  /** The nodes that its template may use. */
  nodeSelector?: Record<string, string>;
  /** Key of the pod that waits. */
  pod: string;
}

/**
 * Who has GPUs and who waits for them. Kept with each change, so that an answer takes no look at all pods: only at the nodes that
 * have such GPUs.
 */
export class GpuLedger {
  readonly #kinds = new Map<string, Kind>();
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #shares = new Map<string, Share>();

  /** Takes note of a node, or that it is gone. @returns the kinds of GPU of which something changed */
  setNode(name: string, node: NodeRecord | undefined): string[] {
    const before = this.#nodes.get(name)?.gpus ?? new Map();
    for (const kind of before.keys()) this.#kind(kind).nodes.delete(name);
    if (node?.gpus.size) this.#nodes.set(name, node);
    else this.#nodes.delete(name);
    const now = this.#nodes.get(name)?.gpus ?? new Map();
    for (const kind of now.keys()) this.#kind(kind).nodes.add(name);
    return [...new Set([...before.keys(), ...now.keys()])];
  }

  /**
   * Takes note of a pod, or that it is gone.
   *
   * @returns the kind of GPU of which somebody has more, or fewer, or waits, than before
   */
  setPod(key: string, pod: PodRecord | undefined): string | undefined {
    const before = this.#shares.get(key);
    const now = shareOf(pod);
    if (isSame(before, now)) return undefined;
    if (before) this.#account(key, before, -1);
    if (now) this.#account(key, now, 1);
    return (now ?? before)?.resourceName;
  }

  /** Takes note of when a pod that has GPUs ends, in milliseconds since 1970. */
  setEnd(key: string, end: number | undefined): void {
    const share = this.#shares.get(key);
    if (share) {
      const kind = this.#kind(share.resourceName);
      kind.ends.set(key, share.nodeName === undefined ? undefined : end);
    }
  }

  /** Whether a pod has GPUs. */
  has(key: string): boolean {
    return this.#shares.get(key)?.nodeName !== undefined;
  }

  /** The keys of the pods that wait for a kind of GPU, the one that waits longest first. */
  waiting(resourceName: string): string[] {
    const { waiting } = this.#kind(resourceName);
    return Array.from(waiting, ({ key }) => key);
  }

  /** How GPUs are used on the nodes that a desktop may use. */
  use({ resourceName, nodeSelector = {}, pod }: GpuWish): GpuUse {
    const kind = this.#kind(resourceName);
    const selector = Object.entries(nodeSelector);
    const isFit = (name: string) => {
      const node = this.#nodes.get(name);
      return (
        node?.usable &&
        selector.every(([label, value]) => node.labels[label] === value)
      );
    };
    let total = 0;
    let used = 0;
    for (const name of kind.nodes) {
      if (!isFit(name)) continue;
      total += this.#nodes.get(name)?.gpus.get(resourceName) ?? 0;
      used += kind.taken.get(name) ?? 0;
    }
    const use = { total, used, before: kind.waiting.before(pod) };
    for (const { key, time } of kind.ends) {
      if (isFit(this.#shares.get(key)?.nodeName ?? '')) {
        return { ...use, nextFreeAt: time };
      }
    }
    return use;
  }

  #account(key: string, share: Share, sign: 1 | -1): void {
    const { resourceName, nodeName, count, since } = share;
    const kind = this.#kind(resourceName);
    if (sign > 0) this.#shares.set(key, share);
    else this.#shares.delete(key);
    if (nodeName === undefined) {
      kind.waiting.set(key, sign > 0 ? since : undefined);
      return;
    }
    const taken = (kind.taken.get(nodeName) ?? 0) + sign * count;
    if (taken > 0) kind.taken.set(nodeName, taken);
    else kind.taken.delete(nodeName);
    if (sign < 0) kind.ends.set(key, undefined);
  }

  #kind(resourceName: string): Kind {
    const known = this.#kinds.get(resourceName);
    if (known) return known;
    const kind = new Kind();
    this.#kinds.set(resourceName, kind);
    return kind;
  }
}

/** A pod that ended gave its GPUs back; one that is deleted has them until it is gone, and does not wait any more. */
function shareOf(pod: PodRecord | undefined): Share | undefined {
  if (!pod?.gpus || pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    return undefined;
  }
  const { metadata, nodeName, gpus } = pod;
  if (nodeName === undefined && metadata.deletionTimestamp) return undefined;
  const since = Date.parse(metadata.creationTimestamp ?? '') || 0;
  return { ...gpus, nodeName, since };
}

function isSame(a: Share | undefined, b: Share | undefined): boolean {
  return (
    a?.resourceName === b?.resourceName &&
    a?.count === b?.count &&
    a?.nodeName === b?.nodeName &&
    a?.since === b?.since
  );
}
