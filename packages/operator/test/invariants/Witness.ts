import {
  Informer,
  type KubeObject,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';

/** What a {@link Witness} tells: an object as it was and as it is; either is absent where there was or is none. */
export type Testimony = (
  before: KubeObject | undefined,
  after: KubeObject | undefined,
) => void;

/** Which objects to watch. */
export interface WitnessOptions {
  resource: Resource;
  /** Default: all namespaces. */
  namespace?: string;
  labelSelector?: string;
}

/** Sees everything that happens to objects of one resource, by a watch that no fault of a test gets in the way of. */
export class Witness {
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;

  private constructor(
    informer: Informer<KubeObject, KubeObject>,
    testimony: Testimony,
  ) {
    const known = new Map<string, KubeObject>();
    informer.store.onChange(keys => {
      for (const key of keys) {
        const before = known.get(key);
        const after = informer.store.get(key);
        if (after) known.set(key, after);
        else known.delete(key);
        if (before && after && before.metadata?.uid !== after.metadata?.uid) {
          testimony(before, undefined);
          testimony(undefined, after);
        } else {
          testimony(before, after);
        }
      }
    });
    this.#running = informer.run(this.#abort.signal);
  }

  /** Resolves when everything that is there was told. What is told of it are its metadata. */
  static async call(
    transport: Transport,
    options: WitnessOptions,
    testimony: Testimony,
  ): Promise<Witness> {
    const informer = new Informer<KubeObject, KubeObject>(transport, {
      ...options,
      metadataOnly: true,
      project: object => object,
    });
    const witness = new Witness(informer, testimony);
    await informer.synced;
    return witness;
  }

  async dismiss(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }
}
