/** Finds records by what a function says about them. */
export class RecordIndex<R> {
  readonly #valuesOf: (record: R) => readonly string[];
  readonly #keys = new Map<string, Set<string>>();

  /** @param valuesOf - the values under which a record is to be found. Must be pure and not throw. */
  constructor(valuesOf: (record: R) => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  /** The keys of the records under a value. */
  keys(value: string): Iterable<string> {
    return this.#keys.get(value) ?? [];
  }

  /** Takes note that a record was replaced, came or went; returns the values it was or is under. */
  update(key: string, before: R | undefined, after: R | undefined): string[] {
    const left = before === undefined ? [] : this.#valuesOf(before);
    const entered = after === undefined ? [] : this.#valuesOf(after);
    for (const value of left) {
      const keys = this.#keys.get(value);
      keys?.delete(key);
      if (keys?.size === 0) {
        this.#keys.delete(value);
      }
    }
    for (const value of entered) {
      const keys = this.#keys.get(value);
      if (keys) {
        keys.add(key);
      } else {
        this.#keys.set(value, new Set([key]));
      }
    }
    return [...left, ...entered];
  }
}
