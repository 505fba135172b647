import {
  canonicalOwner,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from './identity';

/** What of a caller decides which sessions are theirs. */
export type Owner = Pick<Caller, 'userRef' | 'email'>;

/**
 * The owners, as `canonicalOwner` spells them, whose sessions belong to the caller: their entity ref, and their e-mail address
 * for sessions that were made with kubectl and have no ref. A ref always wins: an address may be given to another person, a
 * ref is what people signed in with.
 */
export function ownersOf({ userRef, email }: Owner): string[] {
  const owners = [canonicalOwner({ userRef, user: '' })];
  return email ? [...owners, canonicalOwner({ user: email })] : owners;
}

/** Whether a session belongs to the caller. */
export function isOwner(caller: Owner, { spec }: VDISession): boolean {
  return ownersOf(caller).includes(canonicalOwner(spec));
}
