import type { NodeRecord } from '../nodes/nodeRecord';
import type { PodRecord } from '../session/records';
import type { GpuUse } from '../session/view';
import { TimeOrder } from './TimeOrder';

/** What a pod has of a kind of GPU, or waits for. */
interface Share {
  name: string;
  count: number;
  /** Where it has them; absent while it waits. */
  nodeName?: string;
  since: number;
}

/** All of one kind of GPU. */
class Kind {
  /** Those that tell of having some. */
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
  name: string;
  /** Whether they are claimed: of such GPUs nodes do not tell how many they have. */
  claimed?: boolean;
  /** The nodes that its template may use. */
  nodeSelector?: Record<string, string>;
  /** Key of the pod that waits. */
  pod: string;
}

/**
 * Who has GPUs and who waits for them, by what templates call them. Kept with each change, so that an answer takes no look at all pods:
 * only at the nodes that have such GPUs.
 */
export class GpuLedger {
  readonly #kinds = new Map<string, Kind>();
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #shares = new Map<string, Share>();

  /** Takes note of a node, or that it is gone. @returns the kinds of GPU of which something changed */
  setNode(name: string, node: NodeRecord | undefined): string[] {
    const before = this.#nodes.get(name)?.gpus ?? new Map();
    for (const kind of before.keys()) this.#kind(kind).nodes.delete(name);
    if (node) this.#nodes.set(name, node);
    else this.#nodes.delete(name);
    const now = node?.gpus ?? new Map();
    for (const kind of now.keys()) this.#kind(kind).nodes.add(name);
    const taken = [...this.#kinds].flatMap(([kind, { taken: by }]) =>
      by.has(name) ? [kind] : [],
    );
    return [...new Set([...before.keys(), ...now.keys(), ...taken])];
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
    return (now ?? before)?.name;
  }

  /** Takes note of when a pod that has GPUs ends, in milliseconds since 1970. */
  setEnd(key: string, end: number | undefined): void {
    const share = this.#shares.get(key);
    if (share) {
      const kind = this.#kind(share.name);
      kind.ends.set(key, share.nodeName === undefined ? undefined : end);
    }
  }

  /** Whether a pod has GPUs. */
  has(key: string): boolean {
    return this.#shares.get(key)?.nodeName !== undefined;
  }

  /** The keys of the pods that wait for a kind of GPU, the one that waits longest first. */
  waiting(gpu: string): string[] {
    const { waiting } = this.#kind(gpu);
    return Array.from(waiting, ({ key }) => key);
  }

  /** How GPUs are used on the nodes that a desktop may use. */
  use({ name: gpu, claimed, nodeSelector = {}, pod }: GpuWish): GpuUse {
    const kind = this.#kind(gpu);
    const selector = Object.entries(nodeSelector);
    const isFit = (name: string) => {
      const node = this.#nodes.get(name);
      return (
        node?.usable &&
        (claimed || kind.nodes.has(name)) &&
        selector.every(([label, value]) => node.labels[label] === value)
      );
    };
    let total = 0;
    let used = 0;
    for (const name of claimed ? kind.taken.keys() : kind.nodes) {
      if (!isFit(name)) continue;
      total += this.#nodes.get(name)?.gpus.get(gpu) ?? 0;
      used += kind.taken.get(name) ?? 0;
    }
    const use = {
      ...(!claimed && { total }),
      used,
      before: kind.waiting.before(pod),
    };
    for (const { key, time } of kind.ends) {
      if (isFit(this.#shares.get(key)?.nodeName ?? '')) {
        return { ...use, nextFreeAt: time };
      }
    }
    return use;
  }

  #account(key: string, share: Share, sign: 1 | -1): void {
    const { name, nodeName, count, since } = share;
    const kind = this.#kind(name);
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

  #kind(gpu: string): Kind {
    const known = this.#kinds.get(gpu);
    if (known) return known;
    const kind = new Kind();
    this.#kinds.set(gpu, kind);
    return kind;
  }
}

/** A pod that ended gave its GPUs back; one that is deleted has them until it is gone, and does not wait any more. */
function shareOf(pod: PodRecord | undefined): Share | undefined {
  if (!pod?.gpus || pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    return undefined;
  }
  const { metadata, nodeName } = pod;
  const { name, count } = pod.gpus;
  if (nodeName === undefined && metadata.deletionTimestamp) return undefined;
  const since = Date.parse(metadata.creationTimestamp ?? '') || 0;
  return { name, count, nodeName, since };
}

function isSame(a: Share | undefined, b: Share | undefined): boolean {
  return (
    a?.name === b?.name &&
    a?.count === b?.count &&
    a?.nodeName === b?.nodeName &&
    a?.since === b?.since
  );
}
