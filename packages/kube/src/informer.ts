import { itemOf } from './item';
import { isStatus, KubeObject, Status } from './object';
import {
  Reflector,
  ReflectorHealth,
  ReflectorOptions,
  ReflectorState,
} from './reflector';
import { Store, StoreOptions } from './store';
import { Transport } from './transport';

/** Options of an {@link Informer}: which objects, what to keep of them, and how to find it. */
export interface InformerOptions<T extends KubeObject, R>
  extends ReflectorOptions<T, R>, StoreOptions<R> {
  /** Whether a resource that the server does not know counts as synced, with no objects. Default false. */
  optional?: boolean;
}

/** Keeps a {@link Store} up to date by a {@link Reflector}. */
export class Informer<T extends KubeObject, R> {
  readonly store: Store<R>;
  /**
   * Resolves when the store has everything for the first time, or when {@link Informer.run} ends before that:
   * {@link Informer.hasSynced} tells which. Never rejects.
   */
  readonly synced: Promise<void>;
  readonly #options: InformerOptions<T, R>;
  readonly #reflector: Reflector<T, R>;
  #resolveSynced = () => {};
  #hasSynced = false;

  constructor(transport: Transport, options: InformerOptions<T, R>) {
    this.#options = options;
    this.store = new Store(options);
    this.synced = new Promise(resolve => {
      this.#resolveSynced = resolve;
    });
    this.#reflector = new Reflector<T, R>(transport, {
      ...options,
      onState: (state, error) => this.#onState(state, error),
    });
  }

  /** Whether the store had everything once. */
  get hasSynced(): boolean {
    return this.#hasSynced;
  }

  get health(): ReflectorHealth {
    return this.#reflector.health;
  }

  /** Runs until the signal aborts; resolves when its connection is closed. Never rejects. To be called once. */
  async run(signal: AbortSignal): Promise<void> {
    for await (const event of this.#reflector.events(signal)) {
      this.store.apply(event);
      if (event.type === 'replace') {
        this.#markSynced();
      }
    }
    this.#resolveSynced();
  }

  /** Records the reply of our own create, replace or patch, so that reads see it before the watch tells it. */
  recordWrite(object: T): void {
    try {
      this.store.recordWrite(itemOf(object, this.#options.project));
    } catch (error) {
      this.#options.onError?.(error);
    }
  }

  /** Records the reply of our own delete of the object with this key and UID. */
  recordDelete(key: string, uid: string, reply: T | Status): void {
    if (!isStatus(reply) && reply.metadata?.deletionTimestamp) {
      this.recordWrite(reply);
    } else {
      this.store.recordDelete(key, uid);
    }
  }

  #onState(state: ReflectorState, error?: unknown): void {
    if (state === 'absent' && this.#options.optional) {
      this.#markSynced();
    }
    this.#options.onState?.(state, error);
  }

  #markSynced(): void {
    this.#hasSynced = true;
    this.#resolveSynced();
  }
}
