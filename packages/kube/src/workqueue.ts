import { Clock, systemClock } from './clock';
import { Fifo } from './fifo';
import { Heap } from './heap';

/** What goes first: somebody waits for deletes and stops to free something, for creates and edits to happen, and for nothing at start-up. */
export type Priority = 'high' | 'normal' | 'low';

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];

/** When and how urgently a key is to be worked on. */
export interface AddOptions {
  /** Default `normal`. */
  priority?: Priority;
  /** Not before this many milliseconds. Default 0. */
  afterMs?: number;
}

/** How long failing keys wait. Milliseconds. */
export interface RetryOptions {
  /** Default `normal`. */
  priority?: Priority;
  /** The longest wait. Default 30 000: nobody who waits for something interactive should wait longer for a network that is back. */
  capMs?: number;
  /** The shortest, when a server asked for it. Default 0. */
  floorMs?: number;
}

/** Options of a {@link WorkQueue}. */
export interface WorkQueueOptions {
  clock?: Clock;
}

/** A key to work on. */
export interface Work {
  key: string;
  priority: Priority;
  /** How long it lay ready, in milliseconds. */
  waitedMs: number;
}

/** How a queue is doing: what client-go's `workqueue_*` metrics say. Cheap enough to be read at each scrape. */
export interface WorkQueueStats {
  /** Keys that are ready. */
  depth: Record<Priority, number>;
  /** How many keys were added since the start; those that were there already do not count. */
  adds: number;
  /** How many of them because they had failed. */
  retries: number;
  /** Keys that are being worked on. */
  active: number;
  /** How long the keys in work have been that, together. */
  unfinishedSeconds: number;
  /** How long the first of them has been. */
  longestRunningSeconds: number;
}

/** The first wait of a failing key, in milliseconds; doubled each time. client-go's. */
const RETRY_BASE_MS = 5;

/** A key that is to be worked on: ready (in a list), delayed (in the heap), or waiting for its present run to end (in neither). */
interface Entry {
  readonly key: string;
  priority: Priority;
  /** When it may run. */
  at: number;
  slot: number;
  queued: boolean;
  previous?: Entry;
  next?: Entry;
}

/**
 * The keys that a controller is to look at, with the rules of client-go's work queue and controller-runtime's priority queue:
 *
 * - a key is there at most once, with the highest priority and the earliest time of all who added it;
 * - a key is never worked on twice at once: added meanwhile, it comes again when {@link WorkQueue.done} was called;
 * - a higher priority goes first; within one, first come, first served.
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  /** Since when. */
  readonly #processing = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  readonly #ready: Record<Priority, Fifo<Entry>> = {
    high: new Fifo(),
    normal: new Fifo(),
    low: new Fifo(),
  };
  readonly #delayed = new Heap<Entry>();
  readonly #waiting: ((work: Work | undefined) => void)[] = [];
  #cancelTimer: (() => void) | undefined;
  #timerAt = Infinity;
  #closed = false;
  #adds = 0;
  #retries = 0;

  constructor(options: WorkQueueOptions = {}) {
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Asks for a key to be worked on. After {@link WorkQueue.shutdown} it does nothing.
   *
   * @throws RangeError when `afterMs` is not a number.
   */
  add(key: string, options: AddOptions = {}): void {
    if (this.#closed) {
      return;
    }
    const { priority = 'normal', afterMs = 0 } = options;
    if (Number.isNaN(afterMs)) {
      // It would be ready at once, again and again.
      throw new RangeError(`"${key}" is to be looked at after NaN ms`);
    }
    const now = this.#clock.now();
    const at = now + Math.max(afterMs, 0);
    const known = this.#entries.get(key);
    if (!known) {
      const entry = { key, priority, at, slot: -1, queued: false };
      this.#entries.set(key, entry);
      this.#adds += 1;
      this.#enqueue(entry, now);
    } else if (isHigher(priority, known.priority) || at < known.at) {
      this.#dequeue(known);
      known.priority = isHigher(priority, known.priority)
        ? priority
        : known.priority;
      known.at = Math.min(at, known.at);
      this.#enqueue(known, now);
    }
    this.#hand();
  }

  /** Asks for a key that failed again, later each time: 5 ms doubled for each failure since {@link WorkQueue.forget}. */
  retry(key: string, options: RetryOptions = {}): void {
    const { priority, capMs = 30_000, floorMs = 0 } = options;
    const failures = this.failures(key);
    this.#failures.set(key, failures + 1);
    this.#retries += 1;
    const wait = Math.min(RETRY_BASE_MS * 2 ** failures, capMs);
    this.add(key, { priority, afterMs: Math.max(wait, floorMs) });
  }

  /** How often a key failed since it was last forgotten. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The key succeeded, or is given up: its next failure is a first one. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** The next key, as soon as there is one; `undefined` after {@link WorkQueue.shutdown}. Say {@link WorkQueue.done} when it is worked off. */
  get(): Promise<Work | undefined> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#hand();
    });
  }

  /** The key is worked off. */
  done(key: string): void {
    this.#processing.delete(key);
    const entry = this.#entries.get(key);
    if (entry && !entry.queued) {
      this.#enqueue(entry, this.#clock.now());
    }
    this.#hand();
  }

  /** Hands out nothing more and drops what is queued: a controller that starts again reads everything anew. */
  shutdown(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (const entry of [...this.#entries.values()]) {
      this.#dequeue(entry);
    }
    this.#entries.clear();
    this.#failures.clear();
    this.#waiting.splice(0).forEach(resolve => resolve(undefined));
  }

  /** How many keys are ready, of one priority or of all. */
  depth(priority?: Priority): number {
    return priority
      ? this.#ready[priority].size
      : PRIORITIES.reduce((sum, each) => sum + this.#ready[each].size, 0);
  }

  /** How many keys wait for their time. */
  get delayed(): number {
    return this.#delayed.size;
  }

  /** How many keys are being worked on. */
  get processing(): number {
    return this.#processing.size;
  }

  get stats(): WorkQueueStats {
    const now = this.#clock.now();
    let unfinishedMs = 0;
    let longestMs = 0;
    for (const since of this.#processing.values()) {
      unfinishedMs += now - since;
      longestMs = Math.max(longestMs, now - since);
    }
    return {
      depth: {
        high: this.#ready.high.size,
        normal: this.#ready.normal.size,
        low: this.#ready.low.size,
      },
      adds: this.#adds,
      retries: this.#retries,
      active: this.#processing.size,
      unfinishedSeconds: unfinishedMs / 1000,
      longestRunningSeconds: longestMs / 1000,
    };
  }

  #enqueue(entry: Entry, now: number): void {
    if (entry.at > now) {
      entry.queued = true;
      this.#delayed.add(entry);
      this.#setTimer(now);
    } else if (!this.#processing.has(entry.key)) {
      entry.queued = true;
      this.#ready[entry.priority].push(entry);
    }
  }

  #dequeue(entry: Entry): void {
    if (entry.slot >= 0) {
      this.#delayed.remove(entry);
    } else if (entry.queued) {
      this.#ready[entry.priority].remove(entry);
    }
    entry.queued = false;
  }

  /** One timer for all delayed keys: for the earliest. */
  #setTimer(now: number): void {
    const at = this.#delayed.peek()?.at ?? Infinity;
    if (at >= this.#timerAt || at === Infinity) {
      return;
    }
    this.#cancelTimer?.();
    this.#timerAt = at;
    this.#cancelTimer = this.#clock.after(at - now, () => {
      this.#timerAt = Infinity;
      this.#wake();
    });
  }

  /** Makes those ready whose time has come. */
  #wake(): void {
    const now = this.#clock.now();
    for (
      let entry = this.#delayed.peek();
      entry && entry.at <= now;
      entry = this.#delayed.peek()
    ) {
      this.#dequeue(entry);
      this.#enqueue(entry, now);
    }
    this.#setTimer(now);
    this.#hand();
  }

  /** Gives ready keys to those who wait for them. */
  #hand(): void {
    while (this.#waiting.length > 0) {
      const work = this.#closed ? undefined : this.#take();
      if (!work && !this.#closed) {
        return;
      }
      this.#waiting.shift()?.(work);
    }
  }

  #take(): Work | undefined {
    for (const priority of PRIORITIES) {
      const entry = this.#ready[priority].peek();
      if (entry) {
        this.#dequeue(entry);
        this.#entries.delete(entry.key);
        const now = this.#clock.now();
        this.#processing.set(entry.key, now);
        const waitedMs = now - entry.at;
        return { key: entry.key, priority, waitedMs };
      }
    }
    return undefined;
  }
}

function isHigher(a: Priority, b: Priority): boolean {
  return PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b);
}
