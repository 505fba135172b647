import { Clock } from './clock';

/** The `Date` of a reply is cut to seconds, and several servers behind one address never agree quite. */
const TOLERANCE_MS = 2_000;

/**
 * What time it is for the API server, as far as it said: the newest `Date` of its replies and what passed since on a clock that
 * nobody sets. Never ahead of the server's own, by which the times in its objects are made, and at most a second behind it.
 */
export class ServerClock {
  readonly #clock: Clock;
  #known: { time: number; at: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes the `Date` header of a reply that has just begun. */
  observe(date: string | string[] | undefined): void {
    const time = Date.parse(String(date));
    if (Number.isNaN(time)) {
      return;
    }
    const known = this.now();
    const setBack = known !== undefined && time < known - TOLERANCE_MS;
    if (known === undefined || time > known || setBack) {
      this.#known = { time, at: this.#clock.now() };
    }
  }

  /** Milliseconds since 1970; `undefined` before the first reply. */
  now(): number | undefined {
    return this.#known && this.#known.time + this.#clock.now() - this.#known.at;
  }
}
