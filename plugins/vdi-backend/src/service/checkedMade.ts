import { markOn, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { IdempotencyKeyReusedError } from './stateErrors';

/**
 * The session that has the name of a request, where it is that request's.
 *
 * @throws IdempotencyKeyReusedError when it is not.
 */
export function checkedMade(
  found: SessionInCluster,
  { key, body }: RequestMark,
): SessionInCluster {
  const mark = markOn(found.session);
  if (mark?.key === key && mark.body === body) return found;
  throw new IdempotencyKeyReusedError(found);
}
