interface Entry {
  key: string;
  time: number;
}

/** Keys in the order of a time, with the place of each. Keys of the same time are in the order of their names. */
export class TimeOrder {
  readonly #entries: Entry[] = [];
  readonly #times = new Map<string, number>();

  get size(): number {
    return this.#entries.length;
  }

  /** Puts a key where its time belongs, or takes it out when it has none. */
  set(key: string, time: number | undefined): void {
    const before = this.#times.get(key);
    if (before === time) return;
    if (before !== undefined) {
      this.#entries.splice(this.#place({ key, time: before }), 1);
      this.#times.delete(key);
    }
    if (time !== undefined) {
      const entry = { key, time };
      this.#entries.splice(this.#place(entry), 0, entry);
      this.#times.set(key, time);
    }
  }

  /** How many keys come before this one: all of them when it is not there itself. */
  before(key: string): number {
    const time = this.#times.get(key);
    return time === undefined ? this.size : this.#place({ key, time });
  }

  /** Earliest first. */
  *[Symbol.iterator](): IterableIterator<Readonly<Entry>> {
    yield* this.#entries;
  }

  /** The first place whose entry is not earlier. */
  #place({ key, time }: Entry): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      const earlier =
        entry.time < time || (entry.time === time && entry.key < key);
      if (earlier) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
