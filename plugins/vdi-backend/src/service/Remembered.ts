/** What is known of one key. */
interface Known<T> {
  answer: Promise<T>;
  /** From then on it is asked anew. Milliseconds since the epoch. */
  freshUntil: number;
  /** From then on it is not used any more. Milliseconds since the epoch. */
  until: number;
}

/**
 * Answers of another part of the portal that are used again for a while. One that is not fresh is given at once and asked anew
 * meanwhile, so that only who has not been there for long waits. One that failed is not kept, and those that nobody asked for again
 * are let go.
 */
export class Remembered<T> {
  readonly #known = new Map<string, Known<T>>();
  #sweepAt = 0;

  constructor(
    private readonly options: {
      /** How long an answer is used again, in milliseconds. */
      keepFor: number;
      /** How long it is used without asking anew, in milliseconds. Default: as long as it is kept. */
      freshFor?: number;
      /** Milliseconds since the epoch. */
      now(): number;
      /** Whether an answer is used again. Default: every one is. */
      isKept?(answer: T): boolean;
    },
  ) {}

  /** The answer to `key`: the one that is known, else what `find` finds; requests of the same moment share one. */
  get(key: string, find: () => Promise<T>): Promise<T> {
    const now = this.options.now();
    const known = this.#known.get(key);
    if (!known || known.until <= now) return this.#ask(key, find);
    if (known.freshUntil <= now) this.#refresh(key, known, find);
    return known.answer;
  }

  #ask(key: string, find: () => Promise<T>): Promise<T> {
    this.#sweep();
    const entry = this.#entry(find());
    this.#known.set(key, entry);
    this.#letGoUnlessKept(key, entry);
    return entry.answer;
  }

  /** What is known is given until there is another answer; where there is none, until it is too old. */
  #refresh(key: string, known: Known<T>, find: () => Promise<T>): void {
    // Whoever comes meanwhile does not ask as well.
    known.freshUntil = known.until;
    const entry = this.#entry(find());
    entry.answer.then(
      () => {
        if (this.#known.get(key) !== known) return;
        this.#known.set(key, entry);
        this.#letGoUnlessKept(key, entry);
      },
      () => {
        known.freshUntil = 0;
      },
    );
  }

  #entry(answer: Promise<T>): Known<T> {
    const { keepFor, freshFor = keepFor, now } = this.options;
    return { answer, freshUntil: now() + freshFor, until: now() + keepFor };
  }

  #letGoUnlessKept(key: string, entry: Known<T>): void {
    const { isKept = () => true } = this.options;
    const forget = () => {
      if (this.#known.get(key) === entry) this.#known.delete(key);
    };
    entry.answer.then(found => isKept(found) || forget(), forget);
  }

  /** At most once in the time that answers are kept, so that it costs each of them next to nothing. */
  #sweep(): void {
    const now = this.options.now();
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + this.options.keepFor;
    for (const [key, { until }] of this.#known) {
      if (until <= now) this.#known.delete(key);
    }
  }
}
