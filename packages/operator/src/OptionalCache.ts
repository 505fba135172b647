import {
  Informer,
  type InformerOptions,
  type KubeObject,
  type Logger,
  type Resource,
  type Status,
  type Store,
  type Transport,
} from '@backstage-vdi/kube';
import { watchOptions } from './watchLog';

/** Options of an {@link OptionalCache}. */
export interface OptionalCacheOptions<T extends KubeObject, R> extends Pick<
  InformerOptions<T, R>,
  'project' | 'namespace'
> {
  transport: Transport;
  resource: Resource;
  logger: Logger;
}

/** A cache of what the operator may have no right to read: then nothing is known of it, and everything else works. */
export class OptionalCache<T extends KubeObject, R> {
  /** Whatever is known now, and what was known last where it may not be read any more. */
  readonly store: Store<R>;
  /** Resolves when it was read for the first time, or may not be, or when {@link OptionalCache.run} ends. Never rejects. */
  readonly settled: Promise<void>;
  readonly #informer: Informer<T, R>;
  readonly #listeners: Array<() => void> = [];
  #mayRead = true;

  constructor(options: OptionalCacheOptions<T, R>) {
    const { transport, resource, logger, ...which } = options;
    const common = watchOptions(resource, logger);
    let resolve = () => {};
    this.settled = new Promise(settle => {
      resolve = settle;
    });
    this.#informer = new Informer(transport, {
      ...common,
      ...which,
      onState: (state, error) => {
        common.onState(state, error);
        const isRefused = state === 'forbidden' || state === 'absent';
        if (isRefused) resolve();
        if (isRefused || state === 'watching') this.#setMayRead(!isRefused);
      },
    });
    this.store = this.#informer.store;
    this.#informer.synced.then(resolve);
  }

  /** Reads until the signal aborts. Never rejects. To be called once. */
  run(signal: AbortSignal): Promise<void> {
    return this.#informer.run(signal);
  }

  /** Whether what is in the store is what there is. */
  get isKnown(): boolean {
    return this.#mayRead && this.#informer.hasSynced;
  }

  /** Records the reply of our own write, so that it can be read at once. */
  recordWrite(object: T): void {
    this.#informer.recordWrite(object);
  }

  /** Records the reply of our own delete of the object with this key and UID. */
  recordDelete(key: string, uid: string, reply: T | Status): void {
    this.#informer.recordDelete(key, uid, reply);
  }

  /** Calls `listener` when the right to read it is taken or given back. */
  onRight(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #setMayRead(may: boolean): void {
    if (may === this.#mayRead) return;
    this.#mayRead = may;
    for (const listener of this.#listeners) listener();
  }
}
