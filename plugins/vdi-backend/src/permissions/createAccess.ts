import { isOwner, ownersOf } from '../service/ownership';
import type { Access } from './Access';

/** {@link Access} of everybody to their own desktops and to no others. */
export function createAccess(): Access {
  return {
    async decide(caller) {
      return {
        covers: (_, { session }) => isOwner(caller, session),
        owners: () => ownersOf(caller),
        offers: () => true,
        isAdmin: false,
      };
    },
  };
}
