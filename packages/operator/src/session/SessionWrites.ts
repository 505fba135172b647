import {
  isNotFound,
  keyOf,
  type KubeObject,
  type Patch,
} from '@backstage-vdi/kube';
import {
  SESSION_FINALIZER,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../resources';
import type { Executor } from './executor';
import type { Status } from './view';

/** The writes to a session itself. None of them touches another session that got the name meanwhile. */
export class SessionWrites {
  constructor(
    private readonly session: VDISession,
    private readonly executor: Executor,
  ) {}

  async addFinalizer(): Promise<void> {
    const { finalizers = [], resourceVersion } = this.session.metadata;
    // A merge patch replaces the list: the version keeps a finalizer that somebody adds meanwhile.
    const metadata = {
      resourceVersion,
      finalizers: [...finalizers, SESSION_FINALIZER],
    };
    this.#written(await this.#patch({ type: 'merge', body: { metadata } }));
  }

  /** Sets `spec.running` to false, unless somebody changed the session meanwhile: perhaps it got more time. */
  async turnOff(): Promise<void> {
    const { resourceVersion } = this.session.metadata;
    const body = { metadata: { resourceVersion }, spec: { running: false } };
    this.#written(await this.#patch({ type: 'merge', body }));
  }

  /** Replaces the whole status: nobody else writes it. */
  async setStatus(status: Status): Promise<void> {
    const body = [
      // The API server ignores a UID in a merge patch of a status; a test it does not.
      this.#isSame(),
      { op: 'add', path: '/status', value: status },
    ];
    this.#written(await this.#patch({ type: 'json', body }, 'status'));
  }

  async removeFinalizer(): Promise<void> {
    const { uid = '', finalizers = [] } = this.session.metadata;
    const path = `/metadata/finalizers/${finalizers.indexOf(SESSION_FINALIZER)}`;
    const body = [
      this.#isSame(),
      { op: 'test', path, value: SESSION_FINALIZER },
      { op: 'remove', path },
    ];
    try {
      const left = await this.#patch({ type: 'json', body });
      if (left.metadata?.finalizers?.length) {
        this.#written(left);
      } else {
        const { store } = this.executor.sessions;
        store.recordDelete(keyOf(this.session), uid);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #isSame() {
    const { uid } = this.session.metadata;
    return { op: 'test', path: '/metadata/uid', value: uid };
  }

  #patch(patch: Patch, subresource?: string): Promise<KubeObject> {
    const { transport, signal } = this.executor;
    const { namespace, name } = this.session.metadata;
    const ref = { namespace, name, subresource };
    return transport.patch<KubeObject>(VDISESSION, ref, patch, { signal });
  }

  #written(session: KubeObject): void {
    this.executor.sessions.recordWrite(session);
  }
}
