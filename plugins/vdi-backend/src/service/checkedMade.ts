import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { markOn, type RequestMark } from './requestMark';
import { IdempotencyKeyReusedError } from './stateErrors';

/**
 * The session that has the name of a request, where it is that request's.
 *
 * @throws IdempotencyKeyReusedError when it is not.
 */
export function checkedMade(
  session: VDISession,
  { key, body }: RequestMark,
): VDISession {
  const found = markOn(session);
  if (found?.key === key && found.body === body) return session;
  throw new IdempotencyKeyReusedError(session.metadata.name);
}
