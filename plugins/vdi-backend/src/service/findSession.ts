import {
  type SessionRef,
  vdiSessionReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type {
  Access,
  Decision,
  SessionPermission,
} from '../permissions/Access';
import type { Caller } from './identity';
import { requireCovered } from './requireCovered';
import type { SessionInCluster } from './SessionInCluster';
import { SessionGoneError } from './stateErrors';

/** A session, and what its caller may do otherwise. */
export interface FoundSession {
  found: SessionInCluster;
  /** On `vdi.session.read`, and on the permission that was wanted. */
  decision: Decision;
}

/**
 * A session, for a caller who may see it.
 *
 * @param wanted.permission - what is wanted beside seeing it; default: nothing
 * @throws SessionGoneError when there is none that the caller may see.
 * @throws NotPermittedError when the caller may see it, and no more.
 */
export async function findSession(wanted: {
  desktops: Desktops;
  access: Access;
  caller: Caller;
  ref: SessionRef;
  permission?: SessionPermission;
}): Promise<FoundSession> {
  const { desktops, access, caller, ref, permission } = wanted;
  const decision = await access.decide(caller, {
    resource: [vdiSessionReadPermission, ...(permission ? [permission] : [])],
  });
  const session = desktops.session(ref);
  const found = session && { cluster: ref.cluster, session };
  if (!found) throw new SessionGoneError(ref.name);
  requireCovered(decision, found, permission);
  return { found, decision };
}
