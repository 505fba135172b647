/** What a {@link Fifo} links together. An element is in one list at a time. */
export interface FifoElement<T> {
  previous?: T;
  next?: T;
}

/** A linked list: first in, first out, and anything can leave from the middle. */
export class Fifo<T extends FifoElement<T>> {
  #first: T | undefined;
  #last: T | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The element that came first. */
  peek(): T | undefined {
    return this.#first;
  }

  push(element: T): void {
    element.previous = this.#last;
    if (this.#last) {
      this.#last.next = element;
    } else {
      this.#first = element;
    }
    this.#last = element;
    this.#size += 1;
  }

  remove(element: T): void {
    const { previous, next } = element;
    if (previous) {
      previous.next = next;
    } else {
      this.#first = next;
    }
    if (next) {
      next.previous = previous;
    } else {
      this.#last = previous;
    }
    element.previous = undefined;
    element.next = undefined;
    this.#size -= 1;
  }
}
