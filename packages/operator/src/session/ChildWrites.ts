import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  keyOf,
  type KubeObject,
  type Status,
} from '@backstage-vdi/kube';
import type {
  OwnerReference,
  VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, CHILDREN } from '../resources';
import type { Executor } from './executor';
import { conflictMessage } from './obstacles';
import { ownershipOf } from './ownership';
import type { ChildRef, Plan } from './plan';
import { projectChild } from './records';
import { refusalOf } from './refusalOf';
import { settle } from './settle';

/** The part of a cache that takes our own writes. */
interface OwnWrites {
  recordWrite(object: KubeObject): void;
  recordDelete(key: string, uid: string, reply: KubeObject | Status): void;
}

/** The writes to a session's children. */
export class ChildWrites {
  /** Set by the first child that was not taken: no pod is made on top of that. */
  #blocked = false;

  constructor(
    private readonly session: VDISession,
    private readonly executor: Executor,
  ) {}

  async setHomeOwners(
    { name, uid }: { name: string; uid?: string },
    ownerReferences: OwnerReference[],
  ): Promise<void> {
    const { transport, signal, children } = this.executor;
    const { namespace } = this.session.metadata;
    const body = { metadata: { uid, ownerReferences } };
    children.home.recordWrite(
      await transport.patch(
        CHILDREN.home,
        { namespace, name },
        { type: 'merge', body },
        { signal },
      ),
    );
  }

  async delete({ kind, name, uid }: ChildRef): Promise<void> {
    const { transport, signal } = this.executor;
    const { namespace } = this.session.metadata;
    try {
      const reply = await transport.delete<KubeObject>(
        CHILDREN[kind],
        { namespace, name },
        { uid, signal },
      );
      this.#cache(kind).recordDelete(`${namespace}/${name}`, uid, reply);
    } catch (error) {
      // It is gone, or another got its name; the watch tells.
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
  }

  /** Makes all at once, but the pod when its home exists: a scheduler that sees it earlier puts it off for a second. */
  async create({ home, pod, ...others }: Plan['creates']): Promise<void> {
    const homeTaken = home ? this.#make('home', home) : Promise.resolve(true);
    await settle([
      ...Object.entries(others).map(([kind, object]) =>
        this.#make(kind as ChildKind, object),
      ),
      homeTaken.then(async taken => {
        if (pod && taken && !this.#blocked) await this.#make('pod', pod);
      }),
    ]);
  }

  /** @returns whether the child exists now */
  async #make(kind: ChildKind, object: KubeObject): Promise<boolean> {
    const { transport, signal, refusals, now } = this.executor;
    const { uid = '' } = this.session.metadata;
    const key = keyOf(this.session);
    try {
      this.#cache(kind).recordWrite(
        await transport.create(CHILDREN[kind], object, { signal }),
      );
      refusals.taken(key, kind);
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return this.#judgeExisting(kind, object);
      // The CRD was removed; the watch tells.
      if (kind === 'route' && isNotFound(error)) return false;
      const refusal = refusalOf(kind, error);
      if (!refusal) throw error;
      this.#blocked = kind !== 'route';
      refusals.refused(key, uid, refusal, now());
      return false;
    }
  }

  /** Something has the child's name: ours, when the watch or a lost reply is behind, or somebody else's. */
  async #judgeExisting(kind: ChildKind, object: KubeObject): Promise<boolean> {
    const { transport, signal, refusals, now } = this.executor;
    const { namespace, name = '' } = object.metadata ?? {};
    const { uid = '' } = this.session.metadata;
    const key = keyOf(this.session);
    const existing = await transport.get<KubeObject>(
      CHILDREN[kind],
      { namespace, name },
      { signal },
    );
    const ownership = ownershipOf(kind, projectChild(existing), this.session);
    if (ownership === 'foreign') {
      const message = conflictMessage(kind);
      this.#blocked = true;
      const refusal = { kind, reason: 'NameConflict', message } as const;
      refusals.refused(key, uid, refusal, now());
      return false;
    }
    this.#cache(kind).recordWrite(existing);
    refusals.taken(key, kind);
    // What goes is waited for; the watch tells when it is gone.
    return ownership !== 'departing' && !existing.metadata?.deletionTimestamp;
  }

  #cache(kind: ChildKind): OwnWrites {
    return this.executor.children.byKind[kind];
  }
}
