/**
 * Answers of another part of the portal that are used again for a while. One that failed is not kept, and those that nobody asked
 * for again are let go.
 */
export class Remembered<T> {
  readonly #known = new Map<string, { answer: Promise<T>; until: number }>();
  #sweepAt = 0;

  constructor(
    private readonly options: {
      /** Milliseconds. */
      keepFor: number;
      /** Milliseconds since the epoch. */
      now(): number;
      /** Whether an answer is used again. Default: every one is. */
      isKept?(answer: T): boolean;
    },
  ) {}

  /** The answer to `key`: the one that is known, else what `find` finds; requests of the same moment share one. */
  get(key: string, find: () => Promise<T>): Promise<T> {
    const { keepFor, now, isKept = () => true } = this.options;
    const known = this.#known.get(key);
    if (known && known.until > now()) return known.answer;
    this.#sweep(now());
    const answer = find();
    const entry = { answer, until: now() + keepFor };
    this.#known.set(key, entry);
    const forget = () => {
      if (this.#known.get(key) === entry) this.#known.delete(key);
    };
    answer.then(found => isKept(found) || forget(), forget);
    return answer;
  }

  /** At most once in the time that answers are kept, so that it costs each of them next to nothing. */
  #sweep(now: number): void {
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + this.options.keepFor;
    for (const [key, { until }] of this.#known) {
      if (until <= now) this.#known.delete(key);
    }
  }
}
