import { EventEmitter, once } from 'node:events';
import { Item } from './item';
import { RecordIndex } from './recordIndex';
import { ReflectorEvent } from './reflector';
import { compareResourceVersions } from './resourceVersion';

/**
 * Why something changed: `sync` when everything was read (start, or after the watch could not be resumed), `watch` when the server
 * told it, `own` when we wrote it ourselves.
 */
export type ChangeCause = 'sync' | 'watch' | 'own';

/** Called after a change, with keys only: look up what is there now. */
export type ChangeListener = (
  keys: readonly string[],
  cause: ChangeCause,
) => void;

/** Options of a {@link Store}. */
export interface StoreOptions<R> {
  /** By name: under which values a record is to be found. Must be pure. */
  indexes?: Record<string, (record: R) => readonly string[]>;
  /** Called with what a listener or an index function threw. Must not throw. Default: it is dropped. */
  onError?: (error: unknown) => void;
}

/** What one event changed: the keys of objects, and the values of each index. */
class Change {
  readonly keys = new Set<string>();
  readonly values = new Map<string, Set<string>>();
}

type ReplaceEvent<R> = Extract<ReflectorEvent<R>, { type: 'replace' }>;

/** Our own write that the watch has not told yet. */
type OwnWrite<R> =
  | { type: 'written'; item: Item<R> }
  /** `since`: a version at which the object still existed. */
  | { type: 'deleted'; uid: string; since: string };

/**
 * The records of one resource, as the watch tells them, and our own writes before it does.
 *
 * Right after a write the watch is still behind, and a controller that reads its own old state does everything twice. So the reply
 * of each write is recorded here, and reads prefer it until the watch has come as far.
 */
export class Store<R> {
  readonly #options: StoreOptions<R>;
  readonly #told = new Map<string, Item<R>>();
  readonly #own = new Map<string, OwnWrite<R>>();
  readonly #indexes = new Map<string, RecordIndex<R>>();
  readonly #listeners = new Set<ChangeListener>();
  readonly #indexListeners = new Map<string, Set<ChangeListener>>();
  /** The version up to which the watch has told everything. */
  #progress = '';
  /** Emits `progress` whenever that is another version, to any number who wait for one. */
  readonly #progressed = new EventEmitter().setMaxListeners(0);

  constructor(options: StoreOptions<R> = {}) {
    this.#options = options;
    for (const [name, valuesOf] of Object.entries(options.indexes ?? {})) {
      const safe = (record: R) => this.#guard(() => valuesOf(record)) ?? [];
      this.#indexes.set(name, new RecordIndex(safe));
      this.#indexListeners.set(name, new Set());
    }
  }

  /** The record of an object, if there is one. */
  get(key: string): R | undefined {
    return this.#visible(key)?.record;
  }

  /** The keys of all objects. */
  *keys(): IterableIterator<string> {
    for (const key of this.#told.keys()) {
      if (this.#own.size === 0 || this.#visible(key)) {
        yield key;
      }
    }
    for (const key of this.#own.keys()) {
      if (!this.#told.has(key) && this.#visible(key)) {
        yield key;
      }
    }
  }

  /** The records that an index puts under a value. */
  by(index: string, value: string): R[] {
    const records: R[] = [];
    for (const key of this.#index(index).keys(value)) {
      const item = this.#visible(key);
      if (item) {
        records.push(item.record);
      }
    }
    return records;
  }

  /** Calls `listener` with the keys of objects that changed; returns how to stop that. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls `listener` with the values of an index under which something changed, before or after: by an index of owners, the
   * owners to look at, also of an object that is gone.
   */
  onIndexChange(index: string, listener: ChangeListener): () => void {
    this.#index(index);
    const listeners = this.#indexListeners.get(index);
    listeners?.add(listener);
    return () => listeners?.delete(listener);
  }

  /**
   * Resolves when the watch has told everything up to this version of one of the objects: who learnt elsewhere that it was written finds
   * it, and all that was written before, from then on.
   *
   * @throws the signal's reason when that aborts before.
   */
  async reached(version: string, signal: AbortSignal): Promise<void> {
    while (compareResourceVersions(version, this.#progress) > 0) {
      signal.throwIfAborted();
      await once(this.#progressed, 'progress', { signal }).catch(() => {
        throw signal.reason;
      });
    }
  }

  /** Takes what a reflector tells. */
  apply(event: ReflectorEvent<R>): void {
    const change = new Change();
    if (event.type === 'replace') {
      this.#replace(event, change);
      this.#notify(change, 'sync');
      return;
    }
    const version =
      event.type === 'upsert'
        ? event.item.resourceVersion
        : event.resourceVersion;
    // The server tells in order: what is not newer was told before.
    if (compareResourceVersions(version, this.#progress) <= 0) {
      return;
    }
    if (event.type === 'upsert') {
      this.#tell(event.item.key, event.item, change);
    } else if (event.type === 'delete') {
      this.#tell(event.key, undefined, change);
    }
    this.#settle(version, change);
    this.#notify(change, 'watch');
  }

  /** Records the reply of our own write. */
  recordWrite(item: Item<R>): void {
    const told = this.#told.get(item.key);
    const own = this.#own.get(item.key);
    const newest = own?.type === 'written' ? own.item : told;
    if (
      compareResourceVersions(item.resourceVersion, this.#progress) <= 0 ||
      (newest &&
        compareResourceVersions(item.resourceVersion, newest.resourceVersion) <=
          0) ||
      (own?.type === 'deleted' && own.uid === item.uid)
    ) {
      return;
    }
    const change = new Change();
    this.#mutate(item.key, change, () =>
      this.#own.set(item.key, { type: 'written', item }),
    );
    this.#notify(change, 'own');
  }

  /** Records that our own delete removed the object for good. */
  recordDelete(key: string, uid: string): void {
    const visible = this.#visible(key);
    if (visible?.uid !== uid) {
      return;
    }
    const change = new Change();
    this.#mutate(key, change, () =>
      this.#own.set(key, {
        type: 'deleted',
        uid,
        since: visible.resourceVersion,
      }),
    );
    this.#notify(change, 'own');
  }

  #visible(key: string): Item<R> | undefined {
    const own = this.#own.size > 0 ? this.#own.get(key) : undefined;
    if (!own) {
      return this.#told.get(key);
    }
    return own.type === 'written' ? own.item : undefined;
  }

  #replace(
    { items, unreadable, resourceVersion }: ReplaceEvent<R>,
    change: Change,
  ): void {
    // What exists but cannot be read keeps the record it had: to take it for gone would be worse.
    const present = new Set(unreadable);
    for (const item of items) {
      present.add(item.key);
      this.#tell(item.key, item, change);
    }
    for (const key of this.#told.keys()) {
      if (!present.has(key)) {
        this.#tell(key, undefined, change);
      }
    }
    if (compareResourceVersions(resourceVersion, this.#progress) < 0) {
      // A server restored from a copy: it knows nothing of what we wrote since, and its versions say nothing about ours.
      for (const key of this.#own.keys()) {
        this.#mutate(key, change, () => this.#own.delete(key));
      }
    }
    this.#settle(resourceVersion, change);
  }

  #tell(key: string, item: Item<R> | undefined, change: Change): void {
    this.#mutate(key, change, () =>
      item ? this.#told.set(key, item) : this.#told.delete(key),
    );
  }

  /** Forgets our own writes that the watch has passed: what it told, or did not tell because of its selector, is the truth. */
  #settle(version: string, change: Change): void {
    this.#progress = version;
    this.#progressed.emit('progress');
    for (const [key, own] of this.#own) {
      const passed =
        own.type === 'written'
          ? own.item.resourceVersion
          : // A deletion has no version that we know: the object must be gone from what was told.
            this.#told.get(key)?.uid !== own.uid && own.since;
      if (passed !== false && compareResourceVersions(passed, version) <= 0) {
        this.#mutate(key, change, () => this.#own.delete(key));
      }
    }
  }

  #mutate(key: string, change: Change, mutation: () => void): void {
    const before = this.#visible(key);
    mutation();
    const after = this.#visible(key);
    if (
      before?.uid === after?.uid &&
      before?.resourceVersion === after?.resourceVersion
    ) {
      return;
    }
    change.keys.add(key);
    for (const [name, index] of this.#indexes) {
      let touched = change.values.get(name);
      if (!touched) {
        touched = new Set();
        change.values.set(name, touched);
      }
      for (const value of index.update(key, before?.record, after?.record)) {
        touched.add(value);
      }
    }
  }

  #index(name: string): RecordIndex<R> {
    const index = this.#indexes.get(name);
    if (!index) {
      throw new RangeError(`There is no index "${name}"`);
    }
    return index;
  }

  #notify(change: Change, cause: ChangeCause): void {
    this.#tellListeners(this.#listeners, change.keys, cause);
    for (const [index, values] of change.values) {
      this.#tellListeners(this.#indexListeners.get(index), values, cause);
    }
  }

  #tellListeners(
    listeners: ReadonlySet<ChangeListener> = new Set(),
    changed: ReadonlySet<string>,
    cause: ChangeCause,
  ): void {
    if (changed.size === 0) {
      return;
    }
    const keys = [...changed];
    for (const listener of listeners) {
      this.#guard(() => listener(keys, cause));
    }
  }

  /** Runs what is not ours: its throw is reported and does no harm. */
  #guard<V>(run: () => V): V | undefined {
    try {
      return run();
    } catch (error) {
      this.#options.onError?.(error);
      return undefined;
    }
  }
}
