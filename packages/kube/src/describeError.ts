/**
 * What a thrown value says. It need not be an `instanceof Error`: anything may be thrown, and errors of another realm (a test
 * runner's, a worker's) are not instances of ours.
 */
export function describeError(error: unknown): {
  message: string;
  code: string;
  stack?: string;
} {
  const { message, code, stack } = Object(error) as {
    message?: unknown;
    code?: unknown;
    stack?: unknown;
  };
  return {
    message: textOf(message || code || error),
    code: typeof code === 'string' ? code : '',
    stack: typeof stack === 'string' ? stack : undefined,
  };
}

/** Not everything has a text: `String` throws at an object without a prototype. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
