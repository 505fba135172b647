import { z } from 'zod';
import { InvalidFieldError } from '../service/errors';

/**
 * The body of a request, checked.
 *
 * @throws InvalidFieldError for the first thing wrong with it.
 */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body, {
    error: issue =>
      issue.input === undefined ? 'This field is required' : undefined,
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const [field] = issue.keys;
    throw new InvalidFieldError(
      path ? `${path}.${field}` : field,
      'There is no such field',
    );
  }
  throw new InvalidFieldError(path || 'body', issue.message);
}
