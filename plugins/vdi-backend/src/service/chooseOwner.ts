import type { SessionRequest } from '@backstage-vdi/plugin-vdi-common';
import type { Decision } from '../permissions/Access';
import { NotPermittedError } from './errors';
import { type Caller, type Identity, type NewOwner, ownerOf } from './identity';

/** What {@link chooseOwner} chooses by. */
export interface OwnerChoice {
  caller: Pick<Caller, 'userRef' | 'email'>;
  decision: Pick<Decision, 'isAdmin'>;
  request: Pick<SessionRequest, 'owner'>;
  ownerNamed: Identity['ownerNamed'];
}

/**
 * Whose the session of a request is to be: the caller's, or theirs whom an administrator names.
 *
 * @throws NotPermittedError when it is for somebody else, and the caller is no administrator.
 * @throws NoEmailAddressError when the caller's address is not known.
 * @throws what {@link Identity.ownerNamed} throws.
 */
export async function chooseOwner({
  caller,
  decision,
  request,
  ownerNamed,
}: OwnerChoice): Promise<NewOwner> {
  const named = request.owner?.toLowerCase();
  if (named === undefined || named === caller.userRef.toLowerCase()) {
    return ownerOf(caller);
  }
  if (!decision.isAdmin) {
    throw new NotPermittedError(
      'owner: only an administrator of desktops can request one for somebody else.',
    );
  }
  return ownerNamed(named);
}
