import { createHash } from 'node:crypto';
import type { SessionQuery } from '@backstage-vdi/plugin-vdi-common';
import { z } from 'zod';
import type { Position } from './listOrder';
import { InvalidCursorError } from './listErrors';

/** A day: longer than any script takes for a list, and short enough that the form of cursors can change with a release. Milliseconds. */
const LIFETIME_MS = 86_400_000;

/** When the page before was answered, in milliseconds since 1970, and what was last on it. */
const bookmark = z.tuple([
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);

/**
 * The cursor of the page after `position`. It holds no more than what the page before told, and needs no memory: any replica of the portal
 * goes on from it, whatever was made or deleted meanwhile, the session at `position` included.
 */
export function writeCursor(
  position: Position,
  query: SessionQuery,
  now: number,
): string {
  const text = JSON.stringify([now, ...position]);
  return `${Buffer.from(text).toString('base64url')}.${seal(text, query)}`;
}

/**
 * Where the page begins that a cursor asks for.
 *
 * @throws InvalidCursorError when it is none of this list, or too old.
 */
export function readCursor(
  cursor: string,
  query: SessionQuery,
  now: number,
): Position {
  const [encoded, sealed] = cursor.split('.');
  const text = Buffer.from(encoded, 'base64url').toString();
  const read = bookmark.safeParse(parse(text));
  if (!read.success || sealed !== seal(text, query)) {
    throw new InvalidCursorError(
      'it does not belong to this list with these filters. Take `nextCursor` as it came, with the filters of the page it came with',
    );
  }
  const [at, ...after] = read.data;
  if (now - at > LIFETIME_MS) {
    throw new InvalidCursorError(
      'it is older than a day. Begin with the first page again',
    );
  }
  return after;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Not a secret, as there is nothing to protect: it tells a cursor that was cut, mistyped or used with other filters. */
function seal(text: string, query: SessionQuery): string {
  const { owner, template, phase, entityRef, cluster } = query;
  const filters = [owner, template, phase, entityRef, cluster];
  return createHash('sha256')
    .update(JSON.stringify([text, filters]))
    .digest('base64url')
    .slice(0, 16);
}
