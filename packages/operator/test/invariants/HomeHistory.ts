import { setTimeout as delay } from 'node:timers/promises';
import {
  isNotFound,
  isTransient,
  type KubeObject,
  PERSISTENT_VOLUME_CLAIM,
  type Transport,
} from '@backstage-vdi/kube';
import { LABEL_MANAGED_BY, MANAGED_BY } from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../../src/resources';
import { controllerOf } from './controllerOf';
import { Witness } from './Witness';

/** Every home there ever was, seen from outside. Defends: a home goes only with a session that was not to keep it. */
export class HomeHistory {
  readonly violations: string[] = [];
  readonly #uids = new Map<string, string[]>();
  readonly #inquiries = new Set<Promise<void>>();
  #witness!: Witness;

  private constructor(private readonly transport: Transport) {}

  /** @param namespace - default: all */
  static async watch(
    transport: Transport,
    namespace?: string,
  ): Promise<HomeHistory> {
    const history = new HomeHistory(transport);
    history.#witness = await Witness.call(
      transport,
      {
        resource: PERSISTENT_VOLUME_CLAIM,
        namespace,
        labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}`,
      },
      (before, after) => {
        if (after && !before) history.#came(after);
        if (before && !after) history.#went(before);
      },
    );
    return history;
  }

  /** The UIDs of all homes that ever had this name, in the order in which they came. */
  named(namespace: string, name: string): string[] {
    return this.#uids.get(`${namespace}/${name}`) ?? [];
  }

  /** Resolves when it is known of every home that went whether it was allowed to. */
  async stop(): Promise<void> {
    await this.#witness.dismiss();
    await Promise.all(this.#inquiries);
  }

  #came({
    metadata: { namespace = '', name = '', uid = '' } = {},
  }: KubeObject) {
    this.#uids.set(`${namespace}/${name}`, [
      ...this.named(namespace, name),
      uid,
    ]);
  }

  #went(home: KubeObject): void {
    const { namespace, name } = home.metadata ?? {};
    const owner = controllerOf(home);
    if (!owner) {
      this.violations.push(
        `the home ${namespace}/${name}, to be kept, is gone`,
      );
      return;
    }
    const inquiry = this.#isThere(namespace, owner).then(isThere => {
      if (isThere) {
        this.violations.push(
          `the home ${namespace}/${name} is gone, and its session ${owner.name} is not`,
        );
      }
    });
    this.#inquiries.add(inquiry);
    inquiry.finally(() => this.#inquiries.delete(inquiry));
  }

  async #isThere(
    namespace: string | undefined,
    { name, uid }: { name: string; uid: string },
  ): Promise<boolean> {
    try {
      const { metadata } = await this.transport.get(VDISESSION, {
        namespace,
        name,
      });
      return metadata?.uid === uid && !metadata?.deletionTimestamp;
    } catch (error) {
      if (isNotFound(error)) return false;
      if (!isTransient(error)) throw error;
      // Its API server is away, as a test wants it.
      await delay(500);
      return this.#isThere(namespace, { name, uid });
    }
  }
}
