import type { Spec } from './readSpec';

/** What a text must be that has to match a pattern, in words, by the pattern: the descriptions of the schemas that have one. */
export function specPatterns({ components }: Spec): Map<string, string> {
  const words = new Map<string, string>();
  for (const schema of Object.values(components?.schemas ?? {})) {
    if ('pattern' in schema && schema.pattern && schema.description) {
      words.set(schema.pattern, schema.description);
    }
  }
  return words;
}
