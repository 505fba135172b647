/** Applies a JSON merge patch as the API server does (RFC 7386). */
export function applyMergePatch<T extends object>(target: T, patch: object): T {
  const result = { ...target } as Record<string, unknown>;
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (typeof value === 'object' && !Array.isArray(value)) {
      const before = result[key];
      result[key] = applyMergePatch(
        typeof before === 'object' && before !== null ? before : {},
        value,
      );
    } else result[key] = value;
  }
  return result as T;
}
