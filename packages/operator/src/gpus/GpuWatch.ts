import { type Clock, type Store, systemClock } from '@backstage-vdi/kube';
import {
  childName,
  gpuName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { NodeCache } from '../nodes/nodeRecord';
import type { PodRecord } from '../session/records';
import { sessionsOfChild } from '../session/sessionsOfChild';
import type { GpuUse } from '../session/view';
import { GpuLedger } from './GpuLedger';

/** Options of a {@link GpuWatch}. */
export interface GpuWatchOptions {
  nodes: Pick<NodeCache, 'store' | 'isKnown'>;
  sessions: Store<VDISession>;
  pods: Store<PodRecord>;
  clock?: Clock;
}

/** Those who wait are told together of what changes within this time. Milliseconds. */
const GATHER_MS = 2_000;

/** For each that waits, so that a long queue is looked at 50 times a second at most. Milliseconds. */
const GATHER_EACH_MS = 20;

/** Knows how many GPUs there are and who has them. Without the right to read nodes it knows nothing, and everything else works. */
export class GpuWatch {
  readonly #options: GpuWatchOptions;
  readonly #clock: Clock;
  readonly #ledger = new GpuLedger();
  readonly #listeners = new Set<(sessions: readonly string[]) => void>();
  /** By kind of GPU: how not to tell those who wait for it. */
  readonly #pending = new Map<string, () => void>();

  constructor(options: GpuWatchOptions) {
    const { nodes, sessions, pods } = options;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    nodes.store.onChange(names => {
      for (const name of names) {
        const kinds = this.#ledger.setNode(name, nodes.store.get(name));
        for (const kind of kinds) this.#changed(kind);
      }
    });
    pods.onChange(keys => {
      for (const key of keys) this.#onPod(key);
    });
    sessions.onChange(keys => {
      for (const key of keys) {
        const session = sessions.get(key);
        if (session) this.#onSession(session);
      }
    });
  }

  /** Tells nobody anything more. */
  stop(): void {
    for (const cancel of this.#pending.values()) cancel();
    this.#pending.clear();
  }

  /** How the GPUs are used that a session is about; `undefined` where it is about none, and where that is not known. */
  useFor(
    session: VDISession,
    template: VDITemplate | undefined,
  ): GpuUse | undefined {
    const { gpu, nodeSelector } = template?.spec ?? {};
    if (!gpu || !this.#options.nodes.isKnown) return undefined;
    return this.#ledger.use({
      name: gpuName(gpu),
      claimed: gpu.resourceName === undefined,
      nodeSelector,
      pod: podKey(session),
    });
  }

  /** Calls `listener` with the keys of sessions that wait for GPUs, some time after something changed for them. */
  onWaiting(listener: (sessions: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }

  #onPod(key: string): void {
    const { pods, sessions } = this.#options;
    const kind = this.#ledger.setPod(key, pods.get(key));
    if (kind === undefined) return;
    for (const name of sessionsOfChild(sessions, 'pod', key)) {
      const session = sessions.get(name);
      if (session) this.#onSession(session);
    }
    this.#changed(kind);
  }

  #onSession(session: VDISession): void {
    const key = podKey(session);
    if (!this.#ledger.has(key)) return;
    const end = Date.parse(session.status?.stopsAt?.time ?? '');
    this.#ledger.setEnd(key, end || undefined);
  }

  #changed(kind: string): void {
    if (this.#pending.has(kind)) return;
    const waiting = this.#ledger.waiting(kind).length;
    if (!waiting) return;
    const wait = Math.max(GATHER_MS, waiting * GATHER_EACH_MS);
    const cancel = this.#clock.after(wait, () => {
      this.#pending.delete(kind);
      const sessions = this.#ledger
        .waiting(kind)
        .flatMap(pod => sessionsOfChild(this.#options.sessions, 'pod', pod));
      for (const listener of this.#listeners) listener(sessions);
    });
    this.#pending.set(kind, cancel);
  }
}

function podKey({ metadata: { namespace, name } }: VDISession): string {
  return `${namespace}/${childName(name)}`;
}
