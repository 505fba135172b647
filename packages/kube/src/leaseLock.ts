import { Clock } from './clock';
import { isNotFound, KubeError } from './errors';
import { heldLease, Lease, LEASE, releasedLease } from './lease';
import { ObservedLease } from './observedLease';
import { Reflector } from './reflector';
import { Transport } from './transport';

/** Options of a {@link LeaseLock}. */
export interface LeaseLockOptions {
  transport: Transport;
  namespace: string;
  name: string;
  /** Ours alone. */
  identity: string;
  durationMs: number;
  /** How long one request may take. */
  timeoutMs: number;
  clock: Clock;
  /** Milliseconds since 1970. */
  now: () => number;
  random: () => number;
  /** Called after something was learnt of the lease. */
  onChange: () => void;
}

/** One Lease and our hand on it: takes it if it is free, renews it, and lets it go. */
export class LeaseLock {
  readonly observed: ObservedLease;
  readonly #options: LeaseLockOptions;
  readonly #reflector: Reflector<Lease, Lease>;
  /** Nothing is known yet, or a write failed that may yet have been applied. */
  #inDoubt = true;
  /** A write was sent of which nothing was heard. */
  #unanswered = false;
  #reads = 0;

  constructor(options: LeaseLockOptions) {
    const { transport, namespace, name, clock, random } = options;
    this.#options = options;
    this.observed = new ObservedLease(
      clock,
      options.durationMs,
      options.onChange,
    );
    this.#reflector = new Reflector(transport, {
      resource: LEASE,
      namespace,
      fieldSelector: `metadata.name=${name}`,
      project: (lease: Lease) => lease,
      clock,
      random,
    });
  }

  /** How often the lease had to be read. */
  get reads(): number {
    return this.#reads;
  }

  get isOurs(): boolean {
    return this.observed.holder === this.#options.identity;
  }

  /** Whether changes are told as they happen, so far as we know. */
  get isWatched(): boolean {
    return this.#reflector.health.state === 'watching';
  }

  /** Learns what happens to the lease, until the signal aborts. Never rejects. */
  async watch(signal: AbortSignal): Promise<void> {
    for await (const event of this.#reflector.events(signal)) {
      if (event.type === 'replace') {
        const [item] = event.items;
        if (item) {
          this.observed.told(item.record);
        } else {
          this.observed.toldGone(event.resourceVersion);
        }
      } else if (event.type === 'upsert') {
        this.observed.told(event.item.record);
      } else if (event.type === 'delete') {
        this.observed.toldGone(event.resourceVersion);
      }
    }
  }

  /** Reads the lease before it is written next. */
  doubt(): void {
    this.#inDoubt = true;
  }

  /**
   * Takes or renews the lease: one write, and a read before it if what we know is in doubt.
   *
   * @param leads - whether we have it by our own clock: then nobody else can have it even if it was deleted.
   * @returns when the write began, by the clock: for as long after that as the lease lasts nobody else takes it. `undefined` if
   * somebody else has it.
   */
  hold(leads: boolean): Promise<number | undefined> {
    return this.#twice(async () => {
      const { identity, durationMs, now, clock } = this.#options;
      const { current, freeAt } = this.observed;
      const isOurs = this.isOurs && (leads || current !== undefined);
      if (!isOurs && clock.now() < freeAt) {
        return undefined;
      }
      const began = clock.now();
      await this.#write(lease =>
        heldLease(lease, { identity, durationMs, nowMs: now() }),
      );
      return began;
    });
  }

  /** Lets the lease go, if it is ours or may be. */
  async release(): Promise<void> {
    if (!this.isOurs && !this.#unanswered) {
      return;
    }
    await this.#twice(async () => {
      if (this.isOurs && this.observed.current) {
        await this.#write(lease => releasedLease(lease, this.#options.now()));
      }
    });
  }

  /** Tries again at once, and reads before, if the server refused to write upon what we knew: it changed meanwhile. */
  async #twice<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      await this.#read();
      return await attempt();
    } catch (error) {
      if (!(error instanceof KubeError) || ![404, 409].includes(error.status)) {
        throw error;
      }
      await this.#read();
      return attempt();
    }
  }

  async #read(): Promise<void> {
    if (!this.#inDoubt) {
      return;
    }
    const { transport, namespace, name } = this.#options;
    const before = this.observed.current;
    this.#reads += 1;
    const lease = await this.#timed(signal =>
      transport
        .get<Lease>(LEASE, { namespace, name }, { signal })
        .catch(error => {
          if (isNotFound(error)) {
            return undefined;
          }
          throw error;
        }),
    );
    if (this.observed.current === before) {
      this.observed.read(lease);
    } else if (lease) {
      // The watch has been quicker.
      this.observed.told(lease);
    }
    this.#inDoubt = false;
    this.#unanswered = false;
  }

  async #write(change: (lease: Lease) => Lease): Promise<void> {
    const { transport, namespace, name } = this.#options;
    const { current } = this.observed;
    const lease = change(current ?? { metadata: { namespace, name } });
    this.#inDoubt = true;
    this.#unanswered = true;
    const written = await this.#timed(signal =>
      current
        ? transport.replace(LEASE, lease, { signal })
        : transport.create(LEASE, lease, { signal }),
    );
    this.#inDoubt = false;
    this.#unanswered = false;
    this.observed.told(written);
  }

  async #timed<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, timeoutMs } = this.#options;
    const abort = new AbortController();
    const cancel = clock.after(timeoutMs, () =>
      abort.abort(new Error(`no answer within ${timeoutMs / 1000} s`)),
    );
    try {
      return await call(abort.signal);
    } finally {
      cancel();
    }
  }
}
