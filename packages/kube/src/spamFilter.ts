import { Clock } from './clock';

/** How many events of one object pass in a row; client-go's. */
const BURST = 25;

/** After how long another one may pass; client-go's. */
const REFILL_MS = 300_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Lets through a burst for each key, and then one now and then. */
export class SpamFilter {
  readonly #clock: Clock;
  readonly #limit: number;
  /** Least recently used first. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param limit - how many keys are remembered; the others are new again. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Whether one more of this key may pass. */
  allows(key: string): boolean {
    const now = this.#clock.now();
    const { tokens, at } = this.#buckets.get(key) ?? { tokens: BURST, at: now };
    const refilled = Math.min(BURST, tokens + (now - at) / REFILL_MS);
    const left = refilled >= 1 ? refilled - 1 : refilled;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: left, at: now });
    if (this.#buckets.size > this.#limit) {
      const [oldest] = this.#buckets.keys();
      this.#buckets.delete(oldest);
    }
    return refilled >= 1;
  }
}
