import { canonicalOwner } from '@backstage-vdi/plugin-vdi-common';
import type { Caller, Identity } from './identity';
import { ownersOf } from './ownership';

/**
 * Whose sessions a list is to have, as `canonicalOwner` spells them; `undefined`: everybody's.
 *
 * @param owner - an entity ref, or `me` for the caller's
 * @throws what {@link Identity.ownersNamed} throws.
 */
export async function ownersWanted(
  owner: string | undefined,
  caller: Caller,
  ownersNamed: Identity['ownersNamed'],
): Promise<readonly string[] | undefined> {
  if (owner === undefined) return undefined;
  const own = ownersOf(caller);
  if (owner === 'me') return own;
  const named = canonicalOwner({ userRef: owner, user: '' });
  return own.includes(named) ? own : ownersNamed(named);
}
