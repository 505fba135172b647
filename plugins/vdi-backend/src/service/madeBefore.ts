import type { SessionRef, VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { markOn, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { IdempotencyKeyReusedError } from './stateErrors';

/**
 * The session that a request with an `Idempotency-Key` made before, as far as this replica of the portal knows of one: what another did a
 * moment ago it finds out when it makes the session. Whatever became of its template meanwhile, and of the quota: nothing is made.
 *
 * @param places - where it may be: one in each cluster
 * @throws IdempotencyKeyReusedError when the key came with another body.
 */
export async function madeBefore(
  desktops: Pick<Desktops, 'session' | 'readSession'>,
  places: readonly SessionRef[],
  mark: RequestMark,
): Promise<SessionInCluster | undefined> {
  const place = places.find(ref => desktops.session(ref));
  // Memory spares the question where there is nothing. It is no answer: the session may be gone.
  const session = place && (await desktops.readSession(place));
  return (
    session && { cluster: place.cluster, session: checkedMade(session, mark) }
  );
}

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
