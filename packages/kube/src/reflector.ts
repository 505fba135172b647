import { Clock, sleep, systemClock } from './clock';
import { describeError } from './describeError';
import { KubeError } from './errors';
import { Item, itemOf } from './item';
import { keyOf, KubeObject } from './object';
import { Recovery, WentBackError } from './recovery';
import { Resource } from './resource';
import { compareResourceVersions } from './resourceVersion';
import { Transport } from './transport';
import { watch, WatchEvent } from './watch';

/**
 * Where a reflector is.
 * - `init`: not started.
 * - `listing`: reading everything there is.
 * - `watching`: up to date.
 * - `backoff`: something failed; it waits and tries again.
 * - `absent`: the API server does not know the resource (its CRD is not installed). It keeps looking every few seconds.
 * - `forbidden`: we may not list or watch it. It keeps trying.
 * - `stopped`: the signal aborted.
 */
export type ReflectorState =
  | 'init'
  | 'listing'
  | 'watching'
  | 'backoff'
  | 'absent'
  | 'forbidden'
  | 'stopped';

/** What a reflector tells. Each is told after the one before was taken. */
export type ReflectorEvent<R> =
  /** All there is, at this version: whatever is not named is gone. */
  | {
      type: 'replace';
      items: Item<R>[];
      /** The keys of objects that exist, but that the projection threw at. */
      unreadable: string[];
      resourceVersion: string;
    }
  | { type: 'upsert'; item: Item<R> }
  | { type: 'delete'; key: string; uid: string; resourceVersion: string }
  /** Nothing changed up to this version. */
  | { type: 'progress'; resourceVersion: string };

/** How a reflector is doing. */
export interface ReflectorHealth {
  state: ReflectorState;
  /** Milliseconds since the server last sent a byte; bookmarks come about once a minute. `undefined` before the first. */
  lastByteAgeMs: number | undefined;
  /** Milliseconds since something kept it from watching for the first time; absent while nothing does. */
  behindMs?: number;
  /** Why it is not watching, in the server's words. */
  error: string | undefined;
  /** How often everything was read. */
  lists: number;
}

/** Options of a {@link Reflector}. */
export interface ReflectorOptions<T extends KubeObject, R> {
  resource: Resource;
  /** Default: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Ask for metadata only, when the projection reads nothing else. Default false. */
  metadataOnly?: boolean;
  /**
   * What to keep of an object. It is called as the object is parsed, the rest is dropped: 10,000 pods are 123 MB, and 5 MB as fourteen
   * fields. If it throws, that object keeps the record it had, and `onError` is told.
   */
  project: (object: T) => R;
  /** Called when the state changes, with what caused it if that was an error. */
  onState?: (state: ReflectorState, error?: unknown) => void;
  /** Called with what `project` or `onState` threw. Must not throw. */
  onError?: (error: unknown) => void;
  clock?: Clock;
  /** A number in [0, 1). Default `Math.random`. */
  random?: () => number;
}

/** Objects per page where the server cannot stream them: some 18 ms of parsing at once. client-go's number. */
const PAGE = 500;

/** The server ends each watch after a time of ours, drawn from these seconds so that watches do not all end together. */
const TIMEOUT_SECONDS = { from: 240, to: 300 };

/** Bookmarks come about once a minute; after two missed ones the other side is gone. */
const SILENCE_MS = 150_000;

/** While the server tells everything there is, it has no reason to be silent. */
const LISTING_SILENCE_MS = 30_000;

/** A watch that ends sooner than this with nothing said would be reopened in a tight loop. */
const VERY_SHORT_MS = 1_000;

/** Everything there is, while it is being told; `undefined` stands for an object that the projection threw at. */
type Snapshot<R> = Map<string, Item<R> | undefined>;

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/**
 * Tells what objects of one resource there are and what happens to them, for ever: whatever the server or the network does, it comes
 * back, and resumes where it was if it can. Objects are told in the server's order, each version once.
 *
 * It begins with a streamed list (WatchList) and reads pages where the server has none. Lists are read from the
 * store and not from the server's cache (no `resourceVersion=0`): a server that lags behind would take us back in time, and
 * it would ignore the page size.
 */
export class Reflector<T extends KubeObject, R> {
  readonly #transport: Transport;
  readonly #options: ReflectorOptions<T, R>;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #recovery: Recovery;
  #state: ReflectorState = 'init';
  #error: unknown;
  #lastByteAt: number | undefined;
  /** Since when something kept it from a watch that told anything or lasted: the beginning of a reply may be of anybody's page. */
  #behindSince: number | undefined;
  #lists = 0;
  /** The version up to which everything was told; `undefined` when everything is to be read. */
  #resourceVersion: string | undefined;
  #canStreamList = true;
  /** When the present watch was up to date. */
  #watchingSince: number | undefined;

  constructor(transport: Transport, options: ReflectorOptions<T, R>) {
    this.#transport = transport;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#recovery = new Recovery(this.#random);
  }

  get health(): ReflectorHealth {
    return {
      state: this.#state,
      lastByteAgeMs:
        this.#lastByteAt === undefined
          ? undefined
          : this.#clock.now() - this.#lastByteAt,
      behindMs:
        this.#behindSince === undefined || this.#state === 'watching'
          ? undefined
          : this.#clock.now() - this.#behindSince,
      error:
        this.#error === undefined
          ? undefined
          : describeError(this.#error).message,
      lists: this.#lists,
    };
  }

  /** The events, until the signal aborts. Never throws. To be called once. */
  async *events(signal: AbortSignal): AsyncGenerator<ReflectorEvent<R>> {
    try {
      while (!signal.aborted) {
        try {
          yield* this.#attempt(signal);
        } catch (error) {
          if (signal.aborted) {
            return;
          }
          const wait = this.#recover(error);
          await sleep(this.#clock, wait, signal).catch(() => {});
        }
      }
    } finally {
      this.#setState('stopped');
    }
  }

  /** Lists if need be, then watches until the server ends the watch. */
  async *#attempt(signal: AbortSignal): AsyncGenerator<ReflectorEvent<R>> {
    this.#watchingSince = undefined;
    if (this.#resourceVersion === undefined) {
      this.#lists += 1;
      // A resource that was absent stays so until the server says otherwise.
      if (this.#state !== 'absent' && this.#state !== 'forbidden') {
        this.#setState('listing');
      }
      if (!this.#canStreamList) {
        yield* this.#list(signal);
      }
    }
    yield* this.#watch(signal);
  }

  async *#list(signal: AbortSignal): AsyncGenerator<ReflectorEvent<R>> {
    const { resource, namespace, labelSelector, fieldSelector, metadataOnly } =
      this.#options;
    const snapshot: Snapshot<R> = new Map();
    let from: string | undefined;
    let resourceVersion = '';
    do {
      const page = await this.#transport.list<T>(resource, {
        namespace,
        labelSelector,
        fieldSelector,
        metadataOnly,
        limit: PAGE,
        continue: from,
        signal,
      });
      this.#heard();
      this.#setState('listing');
      for (const object of page.items) {
        snapshot.set(keyOf(object), this.#read(object));
      }
      from = page.metadata.continue;
      resourceVersion = page.metadata.resourceVersion ?? '';
    } while (from);
    yield replaceBy(snapshot, resourceVersion);
    this.#resourceVersion = resourceVersion;
  }

  async *#watch(signal: AbortSignal): AsyncGenerator<ReflectorEvent<R>> {
    const { from, to } = TIMEOUT_SECONDS;
    const started = this.#clock.now();
    let events = 0;
    let initial: Snapshot<R> | undefined =
      this.#resourceVersion === undefined ? new Map() : undefined;
    const stream = watch<T>(this.#transport, this.#options.resource, {
      ...this.#options,
      resourceVersion: this.#resourceVersion,
      sendInitialEvents: initial !== undefined,
      timeoutSeconds: Math.floor(from + this.#random() * (to - from + 1)),
      silenceMs: () => (initial ? LISTING_SILENCE_MS : SILENCE_MS),
      onBytes: () => {
        this.#heard();
        if (initial) {
          this.#setState('listing');
        } else {
          this.#watching();
        }
      },
      signal,
      clock: this.#clock,
    });
    for await (const event of stream) {
      events += 1;
      const { resourceVersion = '' } = event.object.metadata ?? {};
      if (!initial) {
        this.#expectNewer(resourceVersion);
        const told = this.#translate(event);
        if (told) {
          yield told;
        }
      } else if (isEndOfInitialEvents(event)) {
        yield replaceBy(initial, resourceVersion);
        initial = undefined;
        this.#watching();
      } else {
        this.#gather(initial, event);
        continue;
      }
      // Only now: should the reader be gone, the event is told again.
      this.#resourceVersion = resourceVersion;
      this.#recovery.progressed();
      this.#behindSince = undefined;
    }
    if (initial) {
      throw new Error('The server ended its list before it was complete');
    }
    if (events === 0 && this.#clock.now() - started < VERY_SHORT_MS) {
      throw new Error('The server ended the watch at once');
    }
    this.#behindSince = undefined;
  }

  #expectNewer(resourceVersion: string): void {
    const known = this.#resourceVersion ?? '';
    if (compareResourceVersions(resourceVersion, known) < 0) {
      throw new WentBackError(
        `The server went back from version ${known} to ${resourceVersion}`,
      );
    }
  }

  /** Takes an event of the initial ones: mostly ADDED, but changes that happen meanwhile may be among them. */
  #gather(snapshot: Snapshot<R>, { type, object }: WatchEvent<T>): void {
    if (type === 'DELETED') {
      snapshot.delete(keyOf(object));
    } else if (type !== 'BOOKMARK') {
      snapshot.set(keyOf(object), this.#read(object));
    }
  }

  #translate({ type, object }: WatchEvent<T>): ReflectorEvent<R> | undefined {
    const { uid = '', resourceVersion = '' } = object.metadata ?? {};
    if (type === 'BOOKMARK') {
      return { type: 'progress', resourceVersion };
    }
    if (type === 'DELETED') {
      return { type: 'delete', key: keyOf(object), uid, resourceVersion };
    }
    const item = this.#read(object);
    return item && { type: 'upsert', item };
  }

  #read(object: T): Item<R> | undefined {
    try {
      return itemOf(object, this.#options.project);
    } catch (error) {
      this.#options.onError?.(error);
      return undefined;
    }
  }

  /** Decides how to go on after an error; returns how long to wait first, in milliseconds. */
  #recover(error: unknown): number {
    if (
      this.#resourceVersion === undefined &&
      this.#canStreamList &&
      cannotStream(error)
    ) {
      this.#canStreamList = false;
      return 0;
    }
    const watchedMs =
      this.#watchingSince === undefined
        ? 0
        : this.#clock.now() - this.#watchingSince;
    if (watchedMs >= VERY_SHORT_MS) {
      this.#behindSince = undefined;
    }
    this.#behindSince ??= this.#clock.now();
    const { state, relist, waitMs } = this.#recovery.after(error, watchedMs);
    if (relist) {
      this.#resourceVersion = undefined;
    }
    this.#setState(state, error);
    return waitMs;
  }

  #heard(): void {
    this.#lastByteAt = this.#clock.now();
  }

  #watching(): void {
    this.#watchingSince ??= this.#clock.now();
    this.#setState('watching');
  }

  #setState(state: ReflectorState, error?: unknown): void {
    this.#error = error;
    if (state !== this.#state) {
      this.#state = state;
      try {
        this.#options.onState?.(state, error);
      } catch (thrown) {
        this.#options.onError?.(thrown);
      }
    }
  }
}

function replaceBy<R>(
  snapshot: Snapshot<R>,
  resourceVersion: string,
): ReflectorEvent<R> {
  const items: Item<R>[] = [];
  const unreadable: string[] = [];
  for (const [key, item] of snapshot) {
    if (item) {
      items.push(item);
    } else {
      unreadable.push(key);
    }
  }
  return { type: 'replace', items, unreadable, resourceVersion };
}

function isEndOfInitialEvents(event: WatchEvent<KubeObject>): boolean {
  return (
    event.type === 'BOOKMARK' &&
    event.object.metadata?.annotations?.[INITIAL_EVENTS_END] === 'true'
  );
}

/** Whether this server has no streamed lists: it says so, or it is so old that it ignores the wish and never says "that was all". */
function cannotStream(error: unknown): boolean {
  return (
    error instanceof KubeError &&
    (error.status === 400 ||
      error.status === 422 ||
      error.code === 'KUBE_TIMEOUT')
  );
}
