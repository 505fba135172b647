import { isNotFound, keyOf, type KubeObject } from '@backstage-vdi/kube';
import {
  SESSION_FINALIZER,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../resources';
import type { Executor } from './executor';

/** The writes to a session itself. Its UID goes with each: another session may have got the name meanwhile. */
export class SessionWrites {
  constructor(
    private readonly session: VDISession,
    private readonly executor: Executor,
  ) {}

  async addFinalizer(): Promise<void> {
    const { finalizers = [], resourceVersion } = this.session.metadata;
    // A merge patch replaces the list: the version keeps a finalizer that somebody adds meanwhile.
    await this.#patch(
      {},
      { resourceVersion, finalizers: [...finalizers, SESSION_FINALIZER] },
    );
  }

  /** Sets `spec.running` to false, unless somebody changed the session meanwhile: perhaps it got more time. */
  async turnOff(): Promise<void> {
    const { resourceVersion } = this.session.metadata;
    await this.#patch({ spec: { running: false } }, { resourceVersion });
  }

  /** @param status - a JSON merge patch of the status */
  async patchStatus(status: object): Promise<void> {
    await this.#patch({ status }, {}, 'status');
  }

  async removeFinalizer(): Promise<void> {
    const { transport, signal, sessions } = this.executor;
    const { uid = '', finalizers = [] } = this.session.metadata;
    const path = `/metadata/finalizers/${finalizers.indexOf(SESSION_FINALIZER)}`;
    const body = [
      { op: 'test', path: '/metadata/uid', value: uid },
      { op: 'test', path, value: SESSION_FINALIZER },
      { op: 'remove', path },
    ];
    try {
      const left = await transport.patch<KubeObject>(
        VDISESSION,
        this.#ref(),
        { type: 'json', body },
        { signal },
      );
      if (left.metadata?.finalizers?.length) {
        sessions.recordWrite(left);
      } else {
        sessions.store.recordDelete(keyOf(this.session), uid);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #ref(subresource?: string) {
    const { namespace, name } = this.session.metadata;
    return { namespace, name, subresource };
  }

  async #patch(
    change: object,
    metadata: object,
    subresource?: string,
  ): Promise<void> {
    const { transport, signal, sessions } = this.executor;
    const { uid } = this.session.metadata;
    const body = { ...change, metadata: { ...metadata, uid } };
    sessions.recordWrite(
      await transport.patch<KubeObject>(
        VDISESSION,
        this.#ref(subresource),
        { type: 'merge', body },
        { signal },
      ),
    );
  }
}
