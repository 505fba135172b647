import { hostname } from 'node:os';
import { Backoff } from './backoff';
import { Clock, sleep, systemClock } from './clock';
import { isAlreadyExists, isNotFound, isTransient, KubeError } from './errors';
import { cutNote, Event, EVENT, EventRecord, eventRef } from './event';
import { microTime } from './microTime';
import { SpamFilter } from './spamFilter';
import { Transport } from './transport';

/**
 * Why an event is not told:
 * - `spam`: its object had too many lately.
 * - `full`: too many wait already.
 * - `busy`: the API server asked to be left alone.
 * - `failed`: the API server refused it, or was out of reach for long.
 * - `closed`: the recorder is closed.
 */
export type DropReason = 'spam' | 'full' | 'busy' | 'failed' | 'closed';

/** Options of an {@link EventRecorder}. */
export interface EventRecorderOptions {
  transport: Transport;
  /** Who tells: `reportingController`, such as `example.com/teams`. */
  component: string;
  /** Which of its processes. Default: the host's name. */
  instance?: string;
  /** How many may wait to be told; further ones are dropped. Default 1 000. */
  limit?: number;
  /** Called with each event that is not told. What it throws is dropped. */
  onDrop?: (event: EventRecord, reason: DropReason, error?: unknown) => void;
  clock?: Clock;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** A number in [0, 1). Default `Math.random`. */
  random?: () => number;
}

/** Something to tell, so often. */
interface Pending {
  event: EventRecord;
  firstAt: number;
  lastAt: number;
  count: number;
}

/** How often an event is tried while the API server is out of reach: for about a minute. */
const MAX_TRIES = 8;

/**
 * Tells people what happens to objects, as Kubernetes Events. Best effort: it never makes anybody wait and never fails; events
 * are the first thing to go when the API server is busy.
 *
 * The same said again of the same object is counted in the same Event.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #limit: number;
  readonly #spam: SpamFilter;
  readonly #abort = new AbortController();
  /** In the order in which they are told, by the event's place. */
  readonly #pending = new Map<string, Pending>();
  /** How often events were told that exist, by the event's place; least recently used first. */
  readonly #told = new Map<string, number>();
  #telling: Promise<void> | undefined;
  #closed = false;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#now = options.now ?? Date.now;
    this.#limit = options.limit ?? 1_000;
    this.#spam = new SpamFilter(this.#clock, this.#limit);
  }

  /** Tells it soon. Returns at once and never throws. */
  record(event: EventRecord): void {
    try {
      this.#add(event);
    } catch (error) {
      this.#drop(event, 'failed', error);
    }
  }

  /** Takes no more, and resolves when those that wait are told or the time is over; the rest is dropped. */
  async close(withinMs = 5_000): Promise<void> {
    this.#closed = true;
    const cancel = this.#clock.after(withinMs, () => this.#abort.abort());
    await this.#telling;
    cancel();
  }

  #add(event: EventRecord): void {
    const { namespace, name } = eventRef(event);
    const place = `${namespace}/${name}`;
    const pending = this.#pending.get(place);
    const at = this.#now();
    if (this.#closed) {
      this.#drop(event, 'closed');
    } else if (pending) {
      pending.count += 1;
      pending.lastAt = at;
    } else if (!this.#spam.allows(event.regarding.uid)) {
      this.#drop(event, 'spam');
    } else if (this.#pending.size >= this.#limit) {
      this.#drop(event, 'full');
    } else {
      this.#pending.set(place, { event, firstAt: at, lastAt: at, count: 1 });
      this.#telling ??= this.#tellAll();
    }
  }

  async #tellAll(): Promise<void> {
    for (const [place, pending] of this.#pending) {
      // Taken out first: the same said meanwhile is another one.
      this.#pending.delete(place);
      await this.#tell(place, pending);
    }
    this.#telling = undefined;
  }

  /** Never rejects. */
  async #tell(place: string, pending: Pending): Promise<void> {
    const backoff = new Backoff({ random: this.#options.random });
    for (let tries = 1; ; tries++) {
      try {
        this.#abort.signal.throwIfAborted();
        await this.#write(place, pending);
        return;
      } catch (error) {
        const reason = this.#reasonToDrop(error, tries);
        if (reason) {
          this.#drop(pending.event, reason, error);
          return;
        }
        await sleep(this.#clock, backoff.next(), this.#abort.signal).catch(
          () => {},
        );
      }
    }
  }

  #reasonToDrop(error: unknown, tries: number): DropReason | undefined {
    if (this.#abort.signal.aborted) {
      return 'closed';
    }
    if (error instanceof KubeError && error.status === 429) {
      return 'busy';
    }
    return isTransient(error) && tries < MAX_TRIES ? undefined : 'failed';
  }

  async #write(place: string, pending: Pending): Promise<void> {
    const told = this.#told.get(place);
    if (told === undefined) {
      await this.#create(place, pending);
    } else {
      await this.#count(place, pending, told);
    }
  }

  async #create(place: string, pending: Pending): Promise<void> {
    const { transport, component, instance = hostname() } = this.#options;
    const { event, firstAt, lastAt, count } = pending;
    try {
      await transport.create<Event>(
        EVENT,
        {
          metadata: eventRef(event),
          eventTime: microTime(firstAt),
          series: seriesOf(count, lastAt),
          reportingController: component,
          reportingInstance: instance,
          action: event.action ?? event.reason,
          reason: event.reason,
          regarding: event.regarding,
          note: cutNote(event.note),
          type: event.type,
        },
        this.#callOptions,
      );
      this.#remember(place, count);
    } catch (error) {
      if (!isAlreadyExists(error)) {
        throw error;
      }
      // Told before this process began. An empty patch changes nothing and answers with the object: no right to read is needed.
      const { series } = await this.#patch(event, {});
      await this.#count(place, pending, series?.count ?? 1);
    }
  }

  async #count(place: string, pending: Pending, told: number): Promise<void> {
    const { event, count, lastAt } = pending;
    try {
      await this.#patch(event, { series: seriesOf(told + count, lastAt) });
      this.#remember(place, told + count);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      // Events are kept for an hour.
      this.#told.delete(place);
      await this.#create(place, pending);
    }
  }

  #patch(event: EventRecord, body: Partial<Event>): Promise<Event> {
    return this.#options.transport.patch<Event>(
      EVENT,
      eventRef(event),
      { type: 'merge', body },
      this.#callOptions,
    );
  }

  get #callOptions() {
    return { expendable: true, signal: this.#abort.signal };
  }

  #remember(place: string, count: number): void {
    this.#told.delete(place);
    this.#told.set(place, count);
    if (this.#told.size > this.#limit) {
      const [oldest] = this.#told.keys();
      this.#told.delete(oldest);
    }
  }

  #drop(event: EventRecord, reason: DropReason, error?: unknown): void {
    try {
      this.#options.onDrop?.(event, reason, error);
    } catch {
      // Whoever counts the dropped ones must not make anybody fail.
    }
  }
}

/** The API server has a series begin with two. */
function seriesOf(count: number, lastAt: number): Event['series'] {
  return count > 1 ? { count, lastObservedTime: microTime(lastAt) } : undefined;
}
