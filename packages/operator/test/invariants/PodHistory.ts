import { type KubeObject, POD, type Transport } from '@backstage-vdi/kube';
import { controllerOf } from './controllerOf';
import { Witness } from './Witness';

/** A desktop's pod that was seen. */
export interface PodSeen {
  uid: string;
  /** `namespace/name` */
  key: string;
  /** UID of its session. */
  session: string;
  /** Whether it does not exist any more. */
  gone: boolean;
}

/** Every pod that sessions ever had, seen from outside. Defends: a session has at most one pod at any moment. */
export class PodHistory {
  readonly violations: string[] = [];
  readonly #pods = new Map<string, PodSeen>();
  /** The pod that each session has now, by the session's UID. */
  readonly #present = new Map<string, PodSeen>();
  #witness!: Witness;

  private constructor() {}

  /** @param namespace - default: all */
  static async watch(
    transport: Transport,
    namespace?: string,
  ): Promise<PodHistory> {
    const history = new PodHistory();
    history.#witness = await Witness.call(
      transport,
      { resource: POD, namespace },
      (before, after) => {
        if (after && !before) history.#came(after);
        if (before && !after) history.#went(before);
      },
    );
    return history;
  }

  /** All pods that ever were, in the order in which they came. */
  get all(): PodSeen[] {
    return [...this.#pods.values()];
  }

  /** Those that had this name. */
  named(namespace: string, name: string): PodSeen[] {
    return this.all.filter(({ key }) => key === `${namespace}/${name}`);
  }

  stop(): Promise<void> {
    return this.#witness.dismiss();
  }

  #came(pod: KubeObject): void {
    const session = controllerOf(pod)?.uid;
    if (!session) return;
    const { namespace, name, uid = '' } = pod.metadata ?? {};
    const seen = { uid, key: `${namespace}/${name}`, session, gone: false };
    const other = this.#present.get(session);
    if (other) {
      this.violations.push(
        `session ${session} had the pods ${other.key} (${other.uid}) and ${seen.key} (${uid}) at once`,
      );
    }
    this.#pods.set(uid, seen);
    this.#present.set(session, seen);
  }

  #went(pod: KubeObject): void {
    const seen = this.#pods.get(pod.metadata?.uid ?? '');
    if (!seen) return;
    seen.gone = true;
    if (this.#present.get(seen.session) === seen) {
      this.#present.delete(seen.session);
    }
  }
}
