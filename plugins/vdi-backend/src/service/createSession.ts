import type {
  SessionRequest,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { NOTHING } from '../quotas/amounts';
import { amountsOf } from '../quotas/amountsOf';
import { QuotaExceededError } from '../quotas/QuotaExceededError';
import type { Quotas } from '../quotas/Quotas';
import { requestKey } from '../quotas/Reservation';
import { buildSession } from './buildSession';
import { checkedMade } from './checkedMade';
import { SessionNameTakenError } from './errors';
import type { Caller } from './identity';
import { markAnnotation, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { freeSessionName } from './sessionName';
import { NoFreeNameError } from './stateErrors';

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
  /** The name that it has to have, as that of a request with an `Idempotency-Key`. Default: the first that is free. */
  name?: string;
}

/**
 * Makes a session under the name that it has to have, or the first that is free; or gives the one that this very request made before.
 *
 * @throws IdempotencyKeyReusedError when the request's key came with another body before.
 * @throws NoFreeNameError when others were quicker with every name that was tried.
 * @throws what {@link Quotas.admit} throws.
 */
export async function createSession(
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  const { quotas, caller, cluster, owner, mark, template } = wanted;
  const known = await readMade(wanted);
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
    return await quotas.admit(wish, () => createNamed(wanted));
  } catch (error) {
    // It may be the desktop of this very request that took the room meanwhile.
    const made =
      error instanceof QuotaExceededError && (await readMade(wanted));
    if (made) return made;
    throw error;
  }
}

/**
 * Kubernetes decides: of those who make a session of one name one succeeds, and the others are given that one where it is the same
 * request's.
 */
async function createNamed(wanted: SessionToCreate): Promise<SessionInCluster> {
  const { desktops, cluster, namespace, owner, request, mark } = wanted;
  const annotations = markAnnotation(mark);
  const lost = new Set<string>();
  const isTaken = (name: string) =>
    lost.has(name) ||
    desktops.session({ cluster, namespace, name }) !== undefined;
  for (let attempt = 0; attempt < MAX_NAMES; attempt += 1) {
    const name =
      wanted.name ?? freeSessionName(owner, request.template, isTaken);
    try {
      return await desktops.createSession(
        cluster,
        buildSession({ ...wanted, name, annotations }),
      );
    } catch (error) {
      if (!(error instanceof SessionNameTakenError)) throw error;
      lost.add(name);
    }
    // Where there is none any more its name is free.
    const made = await readMade(wanted);
    if (made) return made;
  }
  throw new NoFreeNameError(lost);
}

/** The session that has the name of a request, which Kubernetes is asked for: this replica may not know of it yet. */
async function readMade(
  wanted: SessionToCreate,
): Promise<SessionInCluster | undefined> {
  const { desktops, cluster, namespace, name, mark } = wanted;
  if (name === undefined) return undefined;
  const session = await desktops.readSession({ cluster, namespace, name });
  return session && { cluster, session: checkedMade(session, mark) };
}
