import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  keyOf,
  KubeError,
  type KubeObject,
  type Status,
} from '@backstage-vdi/kube';
import type {
  OwnerReference,
  VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import { childLabels } from '../children/childMeta';
import { labelDrift } from './drift';
import type { Executor } from './executor';
import { conflictMessage } from './obstacles';
import { ownershipOf } from './ownership';
import type { ChildRef, Plan, Repair } from './plan';
import { repairOf } from './planRepairs';
import { projectChild } from './records';
import { refusalOf, repairRefusal } from './refusalOf';
import { settle } from './settle';

/** The part of a cache that takes our own writes. */
interface OwnWrites {
  readonly store: { recordDelete(key: string, uid: string): void };
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
        children.resources.home,
        { namespace, name },
        { type: 'merge', body },
        { signal },
      ),
    );
  }

  /** @returns whether it is gone or on its way */
  async delete({ kind, name, uid }: ChildRef): Promise<boolean> {
    const { transport, signal } = this.executor;
    const { namespace } = this.session.metadata;
    try {
      const reply = await transport.delete<KubeObject>(
        this.executor.children.resources[kind],
        { namespace, name },
        { uid, signal },
      );
      this.#cache(kind).recordDelete(`${namespace}/${name}`, uid, reply);
      return true;
    } catch (error) {
      // Another got its name; the watch tells.
      if (isConflict(error)) return false;
      if (!isNotFound(error)) throw error;
      // The watch is behind, and perhaps it is broken: who waited for it would ask for the same until then.
      this.#cache(kind).store.recordDelete(`${namespace}/${name}`, uid);
      return true;
    }
  }

  /**
   * Changes a child in what drifted. That the API server does not take it is remembered, and no error.
   *
   * @returns whether it is as it should be now
   */
  async repair(repair: Repair): Promise<boolean> {
    const { transport, signal, pace, now } = this.executor;
    const { kind, name, patch, resourceVersion } = repair;
    const { namespace, uid = '' } = this.session.metadata;
    const key = keyOf(this.session);
    const refused = (message: string) => {
      const refusal = { patch: JSON.stringify(patch.body), message };
      pace.refused(key, uid, kind, refusal, now());
      return false;
    };
    try {
      const reply = await transport.patch<KubeObject>(
        this.executor.children.resources[kind],
        { namespace, name },
        patch,
        { signal },
      );
      this.#cache(kind).recordWrite(reply);
      // A webhook or a default of the cluster wants it otherwise.
      if (reply.metadata?.resourceVersion === resourceVersion) {
        return refused('the cluster keeps it as it is.');
      }
      pace.repaired(key, uid, kind, now());
      return true;
    } catch (error) {
      const refusal = repairRefusal(kind, error);
      if (refusal === undefined) throw error;
      if (refusal !== 'outdated') return refused(refusal.message);
      pace.repaired(key, uid, kind, now());
      return false;
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
        await transport.create(this.executor.children.resources[kind], object, {
          signal,
        }),
      );
      refusals.taken(key, kind);
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return this.#judgeExisting(kind, object);
      const refusal = refusalOf(kind, error);
      if (!refusal) throw error;
      this.#blocked = kind !== 'route';
      refusals.refused(key, uid, refusal, now());
      return false;
    }
  }

  /**
   * Something has the child's name: somebody else's, or ours, when the watch or a lost reply is behind, or somebody took the label
   * off by which we watch.
   */
  async #judgeExisting(kind: ChildKind, object: KubeObject): Promise<boolean> {
    const { transport, signal, refusals, now } = this.executor;
    const { namespace, name = '' } = object.metadata ?? {};
    const { uid = '' } = this.session.metadata;
    const key = keyOf(this.session);
    const existing = await transport
      .get<KubeObject>(
        this.executor.children.resources[kind],
        { namespace, name },
        { signal },
      )
      .catch(error => {
        if (!isNotFound(error)) throw error;
        // Not to be taken for a session that is gone, which nobody has to come back to.
        throw new KubeError(`${error.message}; it was there a moment ago`, {
          code: 'KUBE_STATUS',
          status: 409,
          reason: 'Conflict',
          cause: error,
        });
      });
    const ownership = ownershipOf(kind, projectChild(existing), this.session);
    const { labels, deletionTimestamp } = existing.metadata ?? {};
    const drift = labelDrift(childLabels(this.session), labels);
    // The watch tells when what goes is gone, if it can see it.
    const waits = ownership === 'departing' && !drift.length;
    if (ownership === 'foreign' || (ownership === 'departing' && !waits)) {
      const message = conflictMessage(kind);
      this.#blocked = true;
      const refusal = { kind, reason: 'NameConflict', message } as const;
      refusals.refused(key, uid, refusal, now());
      return false;
    }
    this.#cache(kind).recordWrite(existing);
    if (drift.length) {
      await this.repair(repairOf(kind, existing.metadata ?? {}, drift));
    }
    refusals.taken(key, kind);
    return !waits && !deletionTimestamp;
  }

  #cache(kind: ChildKind): OwnWrites {
    return this.executor.children.byKind[kind];
  }
}
