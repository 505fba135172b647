import type {
  SessionRequest,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { NOTHING } from '../quotas/amounts';
import { amountsOf } from '../quotas/amountsOf';
import type { Quotas } from '../quotas/Quotas';
import { placeKey, requestKey } from '../quotas/Reservation';
import { buildSession } from './buildSession';
import { checkedMade } from './checkedMade';
import { SessionNameTakenError } from './errors';
import type { FreeNames } from './FreeNames';
import type { Caller, NewOwner } from './identity';
import { markAnnotation, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { NoFreeNameError } from './stateErrors';

/** How often a session is made under the name that it has to have, where one of that name goes each time in the very moment. */
const MAX_ATTEMPTS = 10;

/** What a session is made of. */
export interface SessionToCreate {
  desktops: Desktops;
  quotas: Pick<Quotas, 'admit'>;
  names: FreeNames;
  /** Who wants it. */
  caller: Caller;
  cluster: string;
  namespace: string;
  owner: NewOwner;
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
 * @throws NoFreeNameError when others were quicker each time.
 * @throws what {@link Quotas.admit} throws.
 */
export async function createSession(
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  const { quotas, caller, cluster, namespace, owner, mark } = wanted;
  const { name, template } = wanted;
  const known = await readMade(wanted);
  if (known) return known;

  const planned = buildSession({ ...wanted, name: '' });
  const wish = {
    caller,
    // They are their own, or they look after everybody's.
    maySee: () => true,
    owner,
    cluster,
    // Of those who send one key at once, or again when the answer got lost, all reserve the one desktop that there can be.
    holder: name ? placeKey({ cluster, namespace, name }) : requestKey(mark),
    before: NOTHING,
    after: amountsOf(planned, template),
  };
  return quotas.admit(wish, () => createNamed(wanted));
}

async function createNamed(wanted: SessionToCreate): Promise<SessionInCluster> {
  const { names, cluster, namespace, owner, request, name } = wanted;
  return name === undefined
    ? names.use({ cluster, namespace, owner, template: request.template }, it =>
        create(wanted, it),
      )
    : createUnder(name, wanted);
}

/**
 * Kubernetes decides: of those who make a session of one name one succeeds, and the others are given that one where it is the same
 * request's.
 */
async function createUnder(
  name: string,
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    try {
      return await create(wanted, name);
    } catch (error) {
      if (!(error instanceof SessionNameTakenError)) throw error;
    }
    // Where there is none any more its name is free.
    const made = await readMade(wanted);
    if (made) return made;
  }
  throw new NoFreeNameError();
}

function create(
  wanted: SessionToCreate,
  name: string,
): Promise<SessionInCluster> {
  const annotations = markAnnotation(wanted.mark);
  return wanted.desktops.createSession(
    wanted.cluster,
    buildSession({ ...wanted, name, annotations }),
  );
}

/** The session that has the name of a request, which Kubernetes is asked for: this replica may not know of it yet. */
async function readMade(
  wanted: SessionToCreate,
): Promise<SessionInCluster | undefined> {
  const { desktops, cluster, namespace, name, mark } = wanted;
  if (name === undefined) return undefined;
  const session = await desktops.readSession({ cluster, namespace, name });
  return session && checkedMade({ cluster, session }, mark);
}
