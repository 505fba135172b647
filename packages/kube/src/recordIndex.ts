/** Finds records by what a function says about them. */
export class RecordIndex<R> {
  readonly #valuesOf: (record: R) => readonly string[];
  /** Most values have one key, and a set of one takes 200 bytes: it is made for the second. */
  readonly #keys = new Map<string, string | Set<string>>();

  /** @param valuesOf - the values under which a record is to be found. Must be pure and not throw. */
  constructor(valuesOf: (record: R) => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  /** The keys of the records under a value. */
  keys(value: string): Iterable<string> {
    const keys = this.#keys.get(value) ?? [];
    return typeof keys === 'string' ? [keys] : keys;
  }

  /** Takes note that a record was replaced, came or went; returns the values it was or is under. */
  update(key: string, before: R | undefined, after: R | undefined): string[] {
    const left = before === undefined ? [] : this.#valuesOf(before);
    const entered = after === undefined ? [] : this.#valuesOf(after);
    for (const value of left) this.#remove(value, key);
    for (const value of entered) this.#add(value, key);
    return [...left, ...entered];
  }

  #add(value: string, key: string): void {
    const keys = this.#keys.get(value);
    if (keys === undefined) this.#keys.set(value, key);
    else if (typeof keys !== 'string') keys.add(key);
    else if (keys !== key) this.#keys.set(value, new Set([keys, key]));
  }

  #remove(value: string, key: string): void {
    const keys = this.#keys.get(value);
    if (keys instanceof Set) keys.delete(key);
    if (keys === key || (keys instanceof Set && keys.size === 0)) {
      this.#keys.delete(value);
    }
  }
}
