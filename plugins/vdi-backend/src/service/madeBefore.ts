import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { checkedMade } from './checkedMade';
import type { RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';

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
  return session && checkedMade({ cluster: place.cluster, session }, mark);
}
