import { z } from 'zod';
import { InvalidCursorError } from '../service/listErrors';
import type { Place } from './order';

const place = z.tuple([z.number(), z.number(), z.number(), z.string()]);

/** A text that says where in a timeline to go on. To be given back as it is. */
export function writeCursor(last: Place): string {
  return Buffer.from(JSON.stringify(last)).toString('base64url');
}

/**
 * The place that a cursor is about. It need not be there any more: Kubernetes forgets.
 *
 * @throws InvalidCursorError when it is none of {@link writeCursor}.
 */
export function readCursor(cursor: string): Place {
  try {
    return place.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw new InvalidCursorError(
      'it does not belong to this timeline. Take `nextCursor` as it came, or begin without one',
    );
  }
}
