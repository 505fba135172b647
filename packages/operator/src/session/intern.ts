import { isDeepStrictEqual } from 'node:util';

/** Longer texts hardly ever occur twice. */
const LONGEST = 200;

/** Bounds the memory that is taken. The objects of one session are mostly read at about the same time. */
const MOST = 16_384;

/** What nobody asked for in this time, or in up to twice of it, is forgotten: at rest, nothing is kept. */
const FORGET_AFTER_MS = 60_000;

/** What was seen lately: a half that is full or old is put aside, and with the next one forgotten. */
class Seen<V> {
  #latest = new Map<string, V>();
  #earlier = new Map<string, V>();
  #timer: NodeJS.Timeout | undefined;

  /** What is known under `key`; `value` where nothing is. */
  remember(key: string, value: V): V {
    const found = this.#latest.get(key);
    if (found !== undefined) return found;
    const known = this.#earlier.get(key) ?? value;
    this.set(key, known);
    return known;
  }

  set(key: string, value: V): void {
    if (this.#latest.size >= MOST) this.#turn();
    this.#latest.set(key, value);
    this.#timer ??= setTimeout(this.#onTime, FORGET_AFTER_MS).unref();
  }

  #turn(): void {
    this.#earlier = this.#latest;
    this.#latest = new Map();
  }

  #onTime = (): void => {
    this.#turn();
    this.#timer =
      this.#earlier.size > 0
        ? setTimeout(this.#onTime, FORGET_AFTER_MS).unref()
        : undefined;
  };
}

const texts = new Seen<string>();
const objects = new Seen<object>();
const repeated = new Seen<object>();

/**
 * The same string for the same text: parsing makes a new one each time, and the objects of a session repeat its name, its UID,
 * times and sentences many times over.
 */
export function intern<T extends string | null | undefined>(text: T): T {
  if (typeof text !== 'string' || text.length > LONGEST) return text;
  return texts.remember(text, text) as T;
}

/** Interns the strings of a JSON value, in place: a copy would cost more than is won. @returns the value */
export function internAll<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const parts = value as Record<string, unknown>;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'string') parts[key] = intern(part);
    else internAll(part);
  }
  return value;
}

/** The same object for the same content. For what has few variants, and is never changed. */
export function share<T extends object>(value: T): Readonly<T> {
  return objects.remember(JSON.stringify(value), value) as T;
}

/**
 * The object that was there before under `key` where it has the same content. For what the objects of one session repeat, and is never
 * changed: their content as a key would take more memory than is won.
 */
export function shareUnder<T extends object>(
  key: string | undefined,
  value: T,
): T {
  if (key === undefined) return value;
  const before = repeated.remember(key, value);
  if (isDeepStrictEqual(before, value)) return before as T;
  repeated.set(key, value);
  return value;
}
