/** Options of a {@link Backoff}. Milliseconds. */
export interface BackoffOptions {
  /** Upper bound of the first delay. Default 800, client-go's: a restarted server is found soon. */
  baseMs?: number;
  /** Upper bound of all delays. Default 30 000, client-go's: nobody waits longer than that for a server that is back. */
  capMs?: number;
  /** A number in [0, 1). Default `Math.random`. */
  random?: () => number;
}

/**
 * Delays that double from attempt to attempt, each drawn evenly between 0 and its bound ("full jitter"): after an outage the
 * clients come back spread out and not in step.
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #attempts = 0;

  constructor(options: BackoffOptions = {}) {
    this.#baseMs = options.baseMs ?? 800;
    this.#capMs = options.capMs ?? 30_000;
    this.#random = options.random ?? Math.random;
  }

  /** How long to wait before the next attempt. */
  next(capMs = this.#capMs): number {
    const bound = Math.min(capMs, this.#baseMs * 2 ** this.#attempts);
    this.#attempts += 1;
    return this.#random() * bound;
  }

  /** All is well: the next delay is a first one. */
  reset(): void {
    this.#attempts = 0;
  }
}
