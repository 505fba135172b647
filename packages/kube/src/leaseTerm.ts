import { Clock } from './clock';
import { Leadership, LeadershipLostError } from './leadership';

/** One leadership, from the write that took the lease to its end. */
export class LeaseTerm implements Leadership {
  readonly #clock: Clock;
  readonly #renewDeadlineMs: number;
  readonly #abort = new AbortController();
  #validUntil: number;
  #cancelTimer = () => {};

  /** @param began - when the write that took the lease began. */
  constructor(clock: Clock, renewDeadlineMs: number, began: number) {
    this.#clock = clock;
    this.#renewDeadlineMs = renewDeadlineMs;
    this.#validUntil = began + renewDeadlineMs;
    this.#check();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  assert(): void {
    this.#signal.throwIfAborted();
  }

  /** Whether it lasts. */
  get lasts(): boolean {
    return !this.#signal.aborted;
  }

  /** The signal as it must be by now, whether a timer fired or not. */
  get #signal(): AbortSignal {
    if (this.#clock.now() >= this.#validUntil) {
      const seconds = this.#renewDeadlineMs / 1000;
      this.end(`the lease could not be renewed for ${seconds} s`);
    }
    return this.#abort.signal;
  }

  /** @param began - when the write that renewed the lease began: nobody can have seen it earlier. */
  renewed(began: number): void {
    this.#validUntil = Math.max(
      this.#validUntil,
      began + this.#renewDeadlineMs,
    );
  }

  /** Ends it for good. */
  end(reason: string): void {
    this.#cancelTimer();
    if (!this.#abort.signal.aborted) {
      const message = `Leadership is over: ${reason}`;
      this.#abort.abort(new LeadershipLostError(message));
    }
  }

  /** One timer that follows the deadline, instead of a new one for each renewal. */
  #check(): void {
    if (this.lasts) {
      const left = this.#validUntil - this.#clock.now();
      this.#cancelTimer = this.#clock.after(left, () => this.#check());
    }
  }
}
