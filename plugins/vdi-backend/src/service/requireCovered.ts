import { vdiSessionReadPermission } from '@backstage-vdi/plugin-vdi-common';
import type { Decision, SessionPermission } from '../permissions/Access';
import { NotPermittedError } from './errors';
import type { SessionInCluster } from './SessionInCluster';
import { SessionGoneError } from './stateErrors';

/**
 * Holds a caller to what they may do with a session.
 *
 * @param decision - on `vdi.session.read`, and on `permission`
 * @param permission - what is wanted beside seeing it; default: nothing
 * @throws SessionGoneError when the caller may not see it.
 * @throws NotPermittedError when the caller may see it, and no more.
 */
export function requireCovered(
  decision: Decision,
  found: SessionInCluster,
  permission?: SessionPermission,
): void {
  const { name } = found.session.metadata;
  if (!decision.covers(vdiSessionReadPermission, found)) {
    throw new SessionGoneError(name);
  }
  if (permission && !decision.covers(permission, found)) {
    throw new NotPermittedError(
      `You may see the desktop "${name}", but not change it.`,
    );
  }
}
