import { createHash } from 'node:crypto';
import {
  ANNOTATION_REQUEST,
  type SessionRequest,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';

/** By what the session of a request is known again. */
export interface RequestMark {
  /** Whose request with which key, in hexadecimal digits: the session's name has a part of it. */
  key: string;
  /** What it asked for. */
  body: string;
  /** Which of the times that it was sent. */
  attempt: string;
}

/**
 * The mark of a caller's request. It tells nobody the key.
 *
 * @param attempt - different each time
 * @param idempotencyKey - default: no other request is the same
 */
export function markOf(
  userRef: string,
  request: SessionRequest,
  attempt: string,
  idempotencyKey = attempt,
): RequestMark {
  return {
    key: digest(JSON.stringify([userRef, idempotencyKey])),
    body: digest(JSON.stringify(sorted(request))),
    attempt,
  };
}

/** How a session carries its mark. */
export function markAnnotation({ key, body, attempt }: RequestMark) {
  return { [ANNOTATION_REQUEST]: `${key}.${body}.${attempt}` };
}

/** The mark that a session carries; `undefined` where it has none. */
export function markOn({ metadata }: VDISession): RequestMark | undefined {
  const text = metadata.annotations?.[ANNOTATION_REQUEST];
  if (text === undefined) return undefined;
  const [key, body = '', attempt = ''] = text.split('.');
  return { key, body, attempt };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Fields in one order: two bodies that say the same are the same. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sorted(part)]);
}
