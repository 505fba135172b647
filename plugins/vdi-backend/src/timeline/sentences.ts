/** A text in two parts: its first sentence without the full stop, for a title, and the rest of it. */
export interface Sentences {
  title: string;
  detail?: string;
}

/**
 * Parts a text after its first sentence. A full stop ends one only before a space and a capital letter, digit or quotation mark:
 * there are dots in names and versions.
 */
export function sentences(text: string): Sentences {
  const [, first, rest] = /^(.+?)\.(?:\s+(?=[\p{Lu}\d"'])(.+))?$/su.exec(
    text.trim(),
  ) ?? [undefined, text.trim(), undefined];
  return rest ? { title: first, detail: rest } : { title: first };
}
