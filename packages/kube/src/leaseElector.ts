import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Clock, sleep, systemClock } from './clock';
import { describeError } from './describeError';
import { Leadership } from './leadership';
import { LeaseLock } from './leaseLock';
import { LeaseTerm } from './leaseTerm';
import { Logger } from './logger';
import { whenAborted, withAnySignal } from './signals';
import { Transport } from './transport';

/** Options of a {@link LeaseElector}. Times in milliseconds. */
export interface LeaseElectorOptions {
  /** Its address and credentials are used over one connection of the elector's own, so that no renewal waits behind other calls. */
  transport: Transport;
  namespace: string;
  /** Of the Lease: those who compete for the same one exclude each other. */
  name: string;
  /** For people who read the Lease. Default: the host's name. Something random is appended, so that no two are the same. */
  identity?: string;
  /** For how long after the last renewal nobody else takes over. Default 15 000; the Lease has it in whole seconds. */
  leaseDurationMs?: number;
  /**
   * How long after its last renewal the leader stops by itself. Default 10 000. The difference to the duration covers what was
   * sent before, and clocks that do not run at the same pace.
   */
  renewDeadlineMs?: number;
  /** How often the leader renews, and the longest time between two tries. Default 2 000. */
  retryPeriodMs?: number;
  /** When told to stop: how long `lead` may take before its leadership ends regardless. Default 30 000, what Kubernetes grants a pod. */
  graceMs?: number;
  logger: Logger;
  clock?: Clock;
  /** Milliseconds since 1970, for the times in the Lease, which only people read. Default `Date.now`. */
  now?: () => number;
  /** A number in [0, 1). Default `Math.random`. */
  random?: () => number;
}

/** How an elector is doing. */
export interface LeaseElectorHealth {
  isLeader: boolean;
  /** Who leads, if anybody is known to. */
  holder?: string;
  /** Milliseconds since the lease was last seen to be renewed, by us or by another. */
  lastRenewAgeMs?: number;
  /** How often the lease changed hands, by its own count. */
  transitions: number;
  /** How often it had to be read before it could be written: client-go's "slow path". */
  slowPaths: number;
}

/** Does what only one may do, until it is done or `leadership.signal` aborts. */
export type Lead = (leadership: Leadership) => Promise<void>;

/** As client-go's: how much longer than the shortest a delay may be. */
const JITTER = 1.2;

/**
 * Competes with other processes for a Lease, so that at most one of them leads.
 *
 * As client-go's elector, and like it safe whatever the clocks of the machines say: the holder stops when it could not renew for
 * `renewDeadlineMs` by its own clock, counted from the beginning of its last renewal; others take over when they saw no change for
 * the lease's duration by theirs. Every write is conditional on the resource version that it was decided upon. Unlike client-go's it
 * never ends the process: it competes again.
 *
 * It watches its one Lease: a standby makes no requests, and takes over as soon as it hears that the lease was released. Where the
 * watch is refused or silent it reads the lease at least once per `retryPeriodMs` instead.
 */
export class LeaseElector {
  readonly #options: Required<LeaseElectorOptions>;
  /** For logs. */
  readonly #name: string;
  readonly #transport: Transport;
  readonly #lock: LeaseLock;
  #term: LeaseTerm | undefined;
  /** What keeps it from the lease at present, as it was logged. */
  #trouble = '';
  /** Who held it when that was last logged. */
  #holder = '';
  #wake = () => {};

  /** @throws RangeError when the times contradict each other. */
  constructor(options: LeaseElectorOptions) {
    this.#options = {
      ...options,
      identity: `${options.identity ?? hostname()}_${randomUUID()}`,
      leaseDurationMs: options.leaseDurationMs ?? 15_000,
      renewDeadlineMs: options.renewDeadlineMs ?? 10_000,
      retryPeriodMs: options.retryPeriodMs ?? 2_000,
      graceMs: options.graceMs ?? 30_000,
      clock: options.clock ?? systemClock,
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
    };
    const { leaseDurationMs, renewDeadlineMs, retryPeriodMs } = this.#options;
    this.#name = `Lease ${options.namespace}/${options.name}`;
    if (
      leaseDurationMs <= renewDeadlineMs ||
      renewDeadlineMs <= JITTER * retryPeriodMs
    ) {
      throw new RangeError(
        `A lease of ${leaseDurationMs} ms must be longer than its renewal may take (${renewDeadlineMs} ms), and that longer than ${JITTER} times what lies between two tries (${retryPeriodMs} ms)`,
      );
    }
    this.#transport = options.transport.apart(1);
    this.#lock = new LeaseLock({
      ...this.#options,
      transport: this.#transport,
      durationMs: leaseDurationMs,
      // So that a connection that went dead costs one try, and not the leadership.
      timeoutMs: renewDeadlineMs / 2,
      onChange: () => this.#onChange(),
    });
  }

  get health(): LeaseElectorHealth {
    const { holder, changedAt, current } = this.#lock.observed;
    const now = this.#options.clock.now();
    return {
      isLeader: this.#term?.lasts ?? false,
      holder: holder || undefined,
      lastRenewAgeMs: changedAt === undefined ? undefined : now - changedAt,
      transitions: current?.spec?.leaseTransitions ?? 0,
      slowPaths: this.#lock.reads,
    };
  }

  /**
   * Competes until the signal aborts; calls `lead` each time it is elected, and waits for it to end before it competes again.
   * Never rejects. To be called once.
   *
   * When the signal aborts while it leads, the leadership goes on until `lead` has returned, so that it can end what it has begun;
   * then the lease is released. If `lead` returns by itself or throws, it is released too, and others get their chance first.
   */
  async run(signal: AbortSignal, lead: Lead): Promise<void> {
    const ended = new AbortController();
    const watching = this.#lock.watch(ended.signal);
    while (!signal.aborted) {
      const began = await this.#compete(signal);
      if (began !== undefined) {
        await this.#serve(began, signal, lead);
      }
    }
    await this.#release();
    ended.abort();
    await watching;
    await this.#transport.close();
  }

  /** Waits for the lease to be free and takes it; returns when the write began. `undefined`: told to stop before. */
  async #compete(signal: AbortSignal): Promise<number | undefined> {
    while (!signal.aborted) {
      const began = await this.#try();
      if (began !== undefined) {
        return began;
      }
      await this.#pause(this.#untilNextTry(), signal);
    }
    return undefined;
  }

  /** One leadership, from the write that began at this time to its end. */
  async #serve(began: number, signal: AbortSignal, lead: Lead): Promise<void> {
    const { logger, clock, renewDeadlineMs, graceMs } = this.#options;
    const term = new LeaseTerm(clock, renewDeadlineMs, began);
    this.#term = term;
    const onLost = () =>
      logger.warn(`${this.#name}: ${term.signal.reason.message}`);
    term.signal.addEventListener('abort', onLost);
    logger.info(`${this.#name}: elected`);
    const done = new AbortController();
    const leading = this.#lead(term, lead).finally(() => done.abort());
    const grace = whenAborted(signal, done.signal)
      .then(() => sleep(clock, graceMs, done.signal))
      .then(
        () => term.end(`${graceMs / 1000} s to stop in are over`),
        () => {},
      );
    await Promise.all([leading, grace, this.#renew(term, began, done.signal)]);

    const byItself = term.lasts && !signal.aborted;
    term.signal.removeEventListener('abort', onLost);
    term.end('its work is done');
    if (byItself) {
      await this.#release();
      await sleep(clock, this.#jittered(), signal).catch(() => {});
    }
  }

  async #lead(term: LeaseTerm, lead: Lead): Promise<void> {
    try {
      await lead(term);
    } catch (error) {
      const { message, stack } = describeError(error);
      this.#options.logger.error(`${this.#name}: ${message}`, { stack });
    }
  }

  /**
   * Renews the lease until the term is over or the signal aborts: a period after the last write began, as the term counts, and not after
   * a slow server answered it.
   */
  async #renew(
    term: LeaseTerm,
    began: number,
    until: AbortSignal,
  ): Promise<void> {
    const { clock, retryPeriodMs } = this.#options;
    for (let nextAt = began + retryPeriodMs; ;) {
      const delay = Math.max(nextAt - clock.now(), 0);
      await this.#pause(delay, until, term.signal);
      if (until.aborted || !term.lasts) {
        return;
      }
      const renewed = await this.#try();
      if (renewed === undefined) {
        nextAt = clock.now() + this.#retryMs();
      } else {
        term.renewed(renewed);
        nextAt = renewed + retryPeriodMs;
      }
    }
  }

  /** Takes or renews the lease; returns when the write began, `undefined` if it is another's or cannot be reached. */
  async #try(): Promise<number | undefined> {
    try {
      const began = await this.#lock.hold(this.#term?.lasts ?? false);
      this.#trouble = '';
      return began;
    } catch (error) {
      this.#complain(describeError(error).message);
      return undefined;
    }
  }

  /** Lets others have the lease at once; failing that, they get it when it has run out. */
  async #release(): Promise<void> {
    try {
      await this.#lock.release();
    } catch (error) {
      this.#complain(describeError(error).message);
    }
  }

  /** Says what the trouble is, once. */
  #complain(trouble: string): void {
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#options.logger.warn(`${this.#name}: ${trouble}`);
    }
  }

  #untilNextTry(): number {
    const { clock, retryPeriodMs } = this.#options;
    const { freeAt, changedAt = -Infinity } = this.#lock.observed;
    const now = clock.now();
    // A holder renews in each period. Who hears nothing of it has to ask whether the watch is broken.
    const quietAt = changedAt + 2 * retryPeriodMs;
    if (!this.#trouble && this.#lock.isWatched && now < quietAt) {
      return Math.min(freeAt, quietAt) - now;
    }
    this.#lock.doubt();
    return freeAt > now
      ? Math.min(freeAt - now, this.#retryMs())
      : this.#retryMs();
  }

  /** At most the retry period, so that a released lease is found within it also without a watch. */
  #retryMs(): number {
    return this.#jittered() / (1 + JITTER);
  }

  #jittered(): number {
    const { retryPeriodMs, random } = this.#options;
    return retryPeriodMs * (1 + JITTER * random());
  }

  #onChange(): void {
    const { holder, current } = this.#lock.observed;
    if (this.#lock.isOurs && current) {
      return;
    }
    if (!this.#lock.isOurs) {
      this.#term?.end(`the lease is ${holder || 'nobody'}'s now`);
    }
    if (holder !== this.#holder) {
      this.#holder = holder;
      this.#options.logger.info(`${this.#name}: held by ${holder || 'nobody'}`);
    }
    this.#wake();
  }

  /** Waits until the time is over, something changed, or a signal aborts. */
  async #pause(ms: number, ...signals: AbortSignal[]): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await withAnySignal([woken.signal, ...signals], any =>
      sleep(this.#options.clock, ms, any).catch(() => {}),
    );
  }
}
