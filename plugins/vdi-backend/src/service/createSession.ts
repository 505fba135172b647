import {
  canonicalOwner,
  type SessionRequest,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { buildSession } from './buildSession';
import { SessionNameTakenError } from './errors';
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
  cluster: string;
  namespace: string;
  owner: { user: string; userRef: string };
  request: SessionRequest;
  template: VDITemplate;
  /** Where the request came with an `Idempotency-Key`. */
  mark?: RequestMark;
}

/**
 * Makes a session under the first name that is free; or gives the one that this very request made before, by whichever replica of the
 * portal.
 *
 * Kubernetes decides: two requests of one moment try the same name, and the one that loses it looks whose it became.
 *
 * @throws IdempotencyKeyReusedError when the request's key came with another body before.
 * @throws NoFreeNameError when others were quicker with every name that was tried.
 */
export async function createSession(
  wanted: SessionToCreate,
): Promise<SessionInCluster> {
  const { desktops, cluster, namespace, owner, request, mark } = wanted;
  const known = desktops
    .sessionsOf([canonicalOwner(owner)])
    .find(it => isMadeBy(it, mark));
  if (known) return known;

  const lost = new Set<string>();
  const isTaken = (name: string) =>
    lost.has(name) ||
    desktops.session({ cluster, namespace, name }) !== undefined;
  while (lost.size < MAX_NAMES) {
    const name = freeSessionName(owner, request.template, isTaken);
    const annotations = mark && markAnnotation(mark);
    try {
      return await desktops.createSession(
        buildSession({ ...wanted, name, annotations }),
      );
    } catch (error) {
      if (!(error instanceof SessionNameTakenError)) throw error;
      lost.add(name);
    }
    const session =
      mark && (await desktops.readSession({ cluster, namespace, name }));
    if (session && isMadeBy({ cluster, session }, mark)) {
      return { cluster, session };
    }
  }
  throw new NoFreeNameError(lost);
}

/** Whether a session was made by the request with this mark. */
function isMadeBy(
  { session }: SessionInCluster,
  mark: RequestMark | undefined,
): boolean {
  const found = markOn(session);
  if (!mark || found?.key !== mark.key) return false;
  if (found.body === mark.body) return true;
  throw new IdempotencyKeyReusedError(session.metadata.name);
}
