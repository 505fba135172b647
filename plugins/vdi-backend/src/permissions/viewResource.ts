import {
  canonicalOwner,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { OwnersByEntity } from '../service/EntityOwners';
import type { SessionResource } from './resources';

/** What {@link viewResource} has to know beside the session. */
export interface Surroundings {
  /** The users behind an owner as `canonicalOwner` spells it. */
  usersOf(owner: string): readonly string[];
  /** Of the entity that the session is for, where conditions look at that. */
  entityOwners: OwnersByEntity;
  /** Milliseconds since the epoch. */
  now: number;
}

/** A session as the conditions of a policy see it. */
export function viewResource(
  { spec }: VDISession,
  { usersOf, entityOwners, now }: Surroundings,
): SessionResource {
  const hasEnded = (expires?: string) =>
    expires !== undefined && Date.parse(expires) <= now;
  return {
    owners: usersOf(canonicalOwner(spec)),
    template: spec.template,
    shares: (spec.shares ?? [])
      .filter(({ expires }) => !hasEnded(expires))
      .map(({ ref, role }) => ({ ref: ref.toLowerCase(), role })),
    entityOwners: entityOwners.get(spec.entityRef?.toLowerCase() ?? '') ?? [],
  };
}
