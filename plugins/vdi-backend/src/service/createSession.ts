import {
  canonicalOwner,
  type SessionRequest,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { NOTHING } from '../quotas/amounts';
import { amountsOf } from '../quotas/amountsOf';
import { QuotaExceededError } from '../quotas/QuotaExceededError';
import type { Quotas } from '../quotas/Quotas';
import { requestKey } from '../quotas/Reservation';
import { buildSession } from './buildSession';
import { SessionNameTakenError } from './errors';
import type { Caller } from './identity';
import { markAnnotation, markOn, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { freeSessionName } from './sessionName';
import { IdempotencyKeyReusedError, NoFreeNameError } from './stateErrors';

/**
 * How many names are tried. A name is lost to a request that runs at the same moment, or to a session that is younger than the
 * cache: more than a few in a row mean that something else is wrong.
 */
const MAX_NAMES = 10;

/** What a session is made of. */
export interface SessionToCreate {
  desktops: Desktops;
  quotas: Pick<Quotas, 'admit'>;
  /** Who wants it. */
  caller: Caller;
  cluster: string;
  namespace: string;
  owner: { user: string; userRef: string };
  request: SessionRequest;
  template: VDITemplate;
  mark: RequestMark;
}

/**
 * Makes a session under the first name that is free; or gives the one that this very request made before, by whichever replica of the
 * portal.
 *
 * Kubernetes decides: two requests of one moment try the same name, and the one that loses it looks whose it became.
 *
 * @throws IdempotencyKeyReusedError when the request's key came with another body before.
 * @throws NoFreeNameError when others were quicker with every name that was tried.
 * @throws what {@link Quotas.admit} throws.
 */
export async function createSession(
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  const { desktops, quotas, caller, cluster, owner, mark, template } = wanted;
  const findMade = () =>
    desktops.sessionsOf([canonicalOwner(owner)]).find(it => isMadeBy(it, mark));
  const known = findMade();
  if (known) return known;

  const planned = buildSession({ ...wanted, name: '' });
  const wish = {
    caller,
    owner,
    cluster,
    holder: requestKey(mark),
    request: mark.key,
    before: NOTHING,
    after: amountsOf(planned, template),
  };
  try {
    return await quotas.admit(wish, () => createWithFreeName(wanted));
  } catch (error) {
    // It may be the desktop of this very request that took the room meanwhile.
    const made = error instanceof QuotaExceededError && findMade();
    if (made) return made;
    throw error;
  }
}

async function createWithFreeName(
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  const { desktops, cluster, namespace, owner, request, mark } = wanted;
  const annotations = markAnnotation(mark);
  const lost = new Set<string>();
  const isTaken = (name: string) =>
    lost.has(name) ||
    desktops.session({ cluster, namespace, name }) !== undefined;
  while (lost.size < MAX_NAMES) {
    const name = freeSessionName(owner, request.template, isTaken);
    try {
      return await desktops.createSession(
        cluster,
        buildSession({ ...wanted, name, annotations }),
      );
    } catch (error) {
      if (!(error instanceof SessionNameTakenError)) throw error;
      lost.add(name);
    }
    const session = await desktops.readSession({ cluster, namespace, name });
    if (session && isMadeBy({ cluster, session }, mark)) {
      return { cluster, session };
    }
  }
  throw new NoFreeNameError(lost);
}

/** Whether a session was made by the request with this mark. */
function isMadeBy({ session }: SessionInCluster, mark: RequestMark): boolean {
  const found = markOn(session);
  if (found?.key !== mark.key) return false;
  if (found.body === mark.body) return true;
  throw new IdempotencyKeyReusedError(session.metadata.name);
}
