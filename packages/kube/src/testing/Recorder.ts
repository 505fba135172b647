/** Collects what happens and lets a test wait for it, without polling. */
export class Recorder<T> {
  readonly all: T[] = [];
  readonly #waiting: {
    wanted: (value: T) => boolean;
    found: (v: T) => void;
  }[] = [];
  #seen = 0;

  readonly record = (value: T): void => {
    this.all.push(value);
    this.#deliver();
  };

  /** The next value that is wanted; each value is looked at once. */
  next(wanted: (value: T) => boolean = () => true): Promise<T> {
    return new Promise(found => {
      this.#waiting.push({ wanted, found });
      this.#deliver();
    });
  }

  #deliver(): void {
    while (this.#waiting.length > 0 && this.#seen < this.all.length) {
      const value = this.all[this.#seen++];
      if (this.#waiting[0].wanted(value)) {
        this.#waiting.shift()?.found(value);
      }
    }
  }
}
