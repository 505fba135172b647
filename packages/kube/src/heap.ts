/** What a {@link Heap} holds: it keeps each element's place in `slot`, so that it can be taken out from anywhere. */
export interface HeapElement {
  at: number;
  /** −1 when it is in no heap. */
  slot: number;
}

/** A binary heap: the element with the least `at` first; adding and taking out cost the logarithm of its size. */
export class Heap<T extends HeapElement> {
  readonly #elements: T[] = [];

  /** The element with the least `at`. */
  peek(): T | undefined {
    return this.#elements[0];
  }

  get size(): number {
    return this.#elements.length;
  }

  add(element: T): void {
    this.#place(element, this.#elements.length);
    this.#rise(element.slot);
  }

  remove(element: T): void {
    const { slot } = element;
    const last = this.#elements.pop();
    element.slot = -1;
    if (last && last !== element) {
      this.#place(last, slot);
      this.#rise(slot);
      this.#sink(last.slot);
    }
  }

  #place(element: T, slot: number): void {
    this.#elements[slot] = element;
    element.slot = slot;
  }

  #rise(from: number): void {
    const element = this.#elements[from];
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.#elements[parent].at <= element.at) {
        break;
      }
      this.#place(this.#elements[parent], slot);
      slot = parent;
    }
    this.#place(element, slot);
  }

  #sink(from: number): void {
    const element = this.#elements[from];
    const { length } = this.#elements;
    let slot = from;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= length) {
        break;
      }
      if (
        child + 1 < length &&
        this.#elements[child + 1].at < this.#elements[child].at
      ) {
        child += 1;
      }
      if (this.#elements[child].at >= element.at) {
        break;
      }
      this.#place(this.#elements[child], slot);
      slot = child;
    }
    this.#place(element, slot);
  }
}
