import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  type KubeObject,
  type Status,
  type Transport,
} from '@backstage-vdi/kube';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, CHILDREN, VDISESSION } from '../resources';
import type { Sources } from './observe';
import { conflictMessage } from './obstacles';
import { ownershipOf } from './ownership';
import type { ChildRef, Plan } from './plan';
import { projectChild } from './records';
import { refusalOf } from './refusalOf';
import type { SessionView } from './view';

/** What an execution works with. */
export interface Executor extends Sources {
  transport: Transport;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Does what a plan says, in the order that survives a crash at any point, with the fewest calls: what does not depend on one
 * another goes out together. Replies go into the caches, so that nothing is made twice.
 *
 * @returns whether something changed that the next plan has to see at once.
 * @throws KubeError when a call failed that may succeed later; the calls beside it have ended by then.
 */
export async function execute(
  plan: Plan,
  view: SessionView,
  executor: Executor,
): Promise<boolean> {
  const run = new Execution(view, executor);
  if (plan.addFinalizer) await run.addFinalizer();
  if (plan.homeOwners) await run.setHomeOwners(plan.homeOwners);
  if (plan.turnOff) await run.turnOff();
  await settle(plan.deletes.map(child => run.delete(child)));
  await run.createAll(plan.creates);
  if (plan.status) await run.patchStatus(plan.status);
  if (plan.removeFinalizer) await run.removeFinalizer();
  return plan.deletes.length > 0 || Object.keys(plan.creates).length > 0;
}

class Execution {
  readonly #ref: { namespace?: string; name: string };
  readonly #uid: string;
  /** Set by the first child that was not taken: no pod is made on top of that. */
  #refused = false;

  constructor(
    private readonly view: SessionView,
    private readonly executor: Executor,
  ) {
    const { namespace, name, uid = '' } = view.session.metadata;
    this.#ref = { namespace, name };
    this.#uid = uid;
  }

  async addFinalizer(): Promise<void> {
    const { finalizers = [], resourceVersion } = this.view.session.metadata;
    // A merge patch replaces the list: the version keeps a finalizer that somebody adds meanwhile.
    await this.#patchSession({
      metadata: {
        uid: this.#uid,
        resourceVersion,
        finalizers: [...finalizers, SESSION_FINALIZER],
      },
    });
  }

  async turnOff(): Promise<void> {
    const { resourceVersion } = this.view.session.metadata;
    // Only if nobody gave it more time meanwhile.
    await this.#patchSession({
      metadata: { uid: this.#uid, resourceVersion },
      spec: { running: false },
    });
  }

  async patchStatus(status: object): Promise<void> {
    // The UID keeps it from another session that got the name meanwhile.
    await this.#patchSession(
      { metadata: { uid: this.#uid }, status },
      'status',
    );
  }

  async removeFinalizer(): Promise<void> {
    const { transport, signal, sessions } = this.executor;
    const { finalizers = [] } = this.view.session.metadata;
    const path = `/metadata/finalizers/${finalizers.indexOf(SESSION_FINALIZER)}`;
    try {
      const left = await transport.patch<KubeObject>(
        VDISESSION,
        this.#ref,
        {
          type: 'json',
          body: [
            { op: 'test', path: '/metadata/uid', value: this.#uid },
            { op: 'test', path, value: SESSION_FINALIZER },
            { op: 'remove', path },
          ],
        },
        { signal },
      );
      if (left.metadata?.finalizers?.length) {
        sessions.recordWrite(left);
      } else {
        sessions.store.recordDelete(
          `${this.#ref.namespace}/${this.#ref.name}`,
          this.#uid,
        );
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async setHomeOwners(ownerReferences: object[]): Promise<void> {
    const { transport, signal, children } = this.executor;
    const { name = '', namespace, uid } = this.view.named.home?.metadata ?? {};
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
    const { namespace } = this.#ref;
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

  async createAll({ home, pod, ...others }: Plan['creates']): Promise<void> {
    const homeTaken = home ? this.#create('home', home) : Promise.resolve(true);
    await settle([
      ...Object.entries(others).map(([kind, object]) =>
        this.#create(kind as ChildKind, object),
      ),
      // A scheduler that sees the pod before its claim puts it off for a second.
      homeTaken.then(async taken => {
        if (pod && taken && !this.#refused) await this.#create('pod', pod);
      }),
    ]);
  }

  /** @returns whether the child exists now */
  async #create(kind: ChildKind, object: KubeObject): Promise<boolean> {
    const { transport, signal, refusals, now } = this.executor;
    try {
      this.#cache(kind).recordWrite(
        await transport.create(CHILDREN[kind], object, { signal }),
      );
      refusals.taken(this.#uid, kind);
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return this.#judgeExisting(kind, object);
      // The CRD was removed, or the namespace; the watch tells.
      if (kind === 'route' && isNotFound(error)) return false;
      const refusal = refusalOf(kind, error);
      if (!refusal) throw error;
      this.#refused = kind !== 'route';
      refusals.refused(this.#uid, refusal, now());
      return false;
    }
  }

  /** Something has the child's name: ours, when the watch or a lost reply is behind, or somebody else's. */
  async #judgeExisting(kind: ChildKind, object: KubeObject): Promise<boolean> {
    const { transport, signal, refusals, now } = this.executor;
    const { namespace, name = '' } = object.metadata ?? {};
    const existing = await transport.get<KubeObject>(
      CHILDREN[kind],
      { namespace, name },
      { signal },
    );
    const { session } = this.view;
    const ownership = ownershipOf(kind, projectChild(existing), session);
    if (ownership === 'foreign') {
      const message = conflictMessage(kind);
      this.#refused = true;
      refusals.refused(
        this.#uid,
        { kind, reason: 'NameConflict', message },
        now(),
      );
      return false;
    }
    this.#cache(kind).recordWrite(existing);
    refusals.taken(this.#uid, kind);
    // What goes is waited for; the watch tells when it is gone.
    return ownership !== 'departing' && !existing.metadata?.deletionTimestamp;
  }

  async #patchSession(body: object, subresource?: string): Promise<void> {
    const { transport, signal, sessions } = this.executor;
    sessions.recordWrite(
      await transport.patch<KubeObject>(
        VDISESSION,
        { ...this.#ref, subresource },
        { type: 'merge', body },
        { signal },
      ),
    );
  }

  #cache(kind: ChildKind): OwnWrites {
    return this.executor.children[kind];
  }
}

/** The part of a cache that takes our own writes. */
interface OwnWrites {
  recordWrite(object: KubeObject): void;
  recordDelete(key: string, uid: string, reply: KubeObject | Status): void;
}

/** Waits for all, then throws what failed: nothing goes on in the background when the next attempt begins. */
async function settle(calls: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(calls)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
