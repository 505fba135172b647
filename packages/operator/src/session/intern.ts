/** Longer texts hardly ever occur twice. */
const LONGEST = 200;

/** Bounds the memory that is taken; everything is forgotten and learned anew when it is full. */
const MOST = 100_000;

const texts = new Map<string, string>();
const objects = new Map<string, object>();

/**
 * The same string for the same text: parsing makes a new one each time, and the objects of a session repeat its name, its UID,
 * times and sentences many times over.
 */
export function intern<T extends string | null | undefined>(text: T): T {
  if (typeof text !== 'string' || text.length > LONGEST) return text;
  return remember(texts, text, text) as T;
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
  return remember(objects, JSON.stringify(value), value) as T;
}

function remember<V>(known: Map<string, V>, text: string, value: V): V {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  known.set(text, value);
  return value;
}
