interface Operation {
  op: 'add' | 'remove' | 'test';
  path: string;
  value?: unknown;
}

/** A JSON patch named something that is not there, or a test of it failed. */
class JsonPatchError extends Error {
  readonly name = 'JsonPatchError';
  readonly code = 'JSON_PATCH';
}

/** Applies a JSON patch to members of objects as the API server does (RFC 6902). @returns a copy */
export function applyJsonPatch<T extends object>(
  target: T,
  operations: readonly object[],
): T {
  const copy: T = JSON.parse(JSON.stringify(target));
  for (const { op, path, value } of operations as readonly Operation[]) {
    const names = path
      .split('/')
      .slice(1)
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop() ?? '';
    const parent = names.reduce<Record<string, unknown>>((object, name) => {
      const child = object[name];
      if (typeof child !== 'object') throw new JsonPatchError(path);
      return child as Record<string, unknown>;
    }, copy as never);
    const missing = !(last in parent);
    if (op === 'add') parent[last] = value;
    else if (missing) throw new JsonPatchError(path);
    else if (op === 'remove') delete parent[last];
    else if (parent[last] !== value) throw new JsonPatchError(path);
  }
  return copy;
}
