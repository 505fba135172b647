import { turnToken, type VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';

/**
 * Where the desktop of a session gets credentials of the portal's relay; `undefined` where the portal has none. The session's key is a
 * part of the path: of an address every runtime sends that, and some nothing else.
 */
export function turnServiceOf(
  { metadata: { uid } }: VDISession,
  { turnService, turnKey }: Pick<Settings, 'turnService' | 'turnKey'>,
): string | undefined {
  if (!uid || !turnService || !turnKey) return undefined;
  return `${turnService}/${uid}/${turnToken(turnKey, uid)}`;
}
