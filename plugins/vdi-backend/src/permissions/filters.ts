import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { SessionResource } from './resources';

/** One condition of a policy, made ready to be held against many resources. */
export interface Filter<R> {
  matches(resource: R): boolean;
}

/** A {@link Filter} of sessions, and what it tells about them before the first was looked at. Entity refs are in lower case. */
export interface SessionFilter extends Filter<SessionResource> {
  /** The users who own all that it matches. Absent: it may match anybody's. */
  owners?: readonly string[];
  /** All that it matches is shared with one of these users and groups. Absent: it may match what is shared with nobody. */
  sharedWith?: readonly string[];
  /**
   * All that it matches is for a catalog entity that one of these users and groups owns: the catalog has to be asked. Absent: it does not
   * look at that.
   */
  entityOwners?: readonly string[];
}

/** Where all sessions are that criteria match: those of these owners, those shared with these, and those for entities of these. */
export type Reach = Required<
  Pick<SessionFilter, 'owners' | 'sharedWith' | 'entityOwners'>
>;

/** Whether a resource meets the criteria of a policy. */
export function matches<R>(
  criteria: PermissionCriteria<Filter<R>>,
  resource: R,
): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(it => matches(it, resource));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(it => matches(it, resource));
  }
  if (isNotCriteria(criteria)) return !matches(criteria.not, resource);
  return criteria.matches(resource);
}

/** The users, as entity refs in lower case, who own all that the criteria match; `undefined` where it may be anybody. */
export function ownersIn(
  criteria: PermissionCriteria<SessionFilter>,
): readonly string[] | undefined {
  if (isAndCriteria(criteria)) {
    const known = criteria.allOf
      .map(ownersIn)
      .filter(owners => owners !== undefined);
    // Each of them is enough; the shortest spares the most.
    return known.sort((a, b) => a.length - b.length)[0];
  }
  if (isOrCriteria(criteria)) {
    const owners = criteria.anyOf.map(ownersIn);
    return owners.every(it => it !== undefined)
      ? [...new Set(owners.flat())]
      : undefined;
  }
  return isNotCriteria(criteria) ? undefined : criteria.owners;
}

/** Where all sessions are that the criteria match; `undefined` where they may be anywhere. */
export function reachOf(
  criteria: PermissionCriteria<SessionFilter>,
): Reach | undefined {
  if (isAndCriteria(criteria)) {
    const known = criteria.allOf.map(reachOf).filter(it => it !== undefined);
    // Each of them is enough; the shortest spares the most.
    return known.sort((a, b) => lengthOf(a) - lengthOf(b))[0];
  }
  if (isOrCriteria(criteria)) {
    const reaches = criteria.anyOf.map(reachOf);
    return reaches.every(it => it !== undefined)
      ? {
          owners: reaches.flatMap(({ owners }) => owners),
          sharedWith: reaches.flatMap(({ sharedWith }) => sharedWith),
          entityOwners: reaches.flatMap(({ entityOwners }) => entityOwners),
        }
      : undefined;
  }
  if (isNotCriteria(criteria)) return undefined;
  const { owners, sharedWith, entityOwners } = criteria;
  return owners || sharedWith || entityOwners
    ? {
        owners: owners ?? [],
        sharedWith: sharedWith ?? [],
        entityOwners: entityOwners ?? [],
      }
    : undefined;
}

function lengthOf({ owners, sharedWith, entityOwners }: Reach): number {
  return owners.length + sharedWith.length + entityOwners.length;
}

/** Whether the catalog has to be asked before sessions can be held against the criteria. */
export function needsEntityOwners(
  criteria: PermissionCriteria<SessionFilter>,
): boolean {
  if (isAndCriteria(criteria)) return criteria.allOf.some(needsEntityOwners);
  if (isOrCriteria(criteria)) return criteria.anyOf.some(needsEntityOwners);
  if (isNotCriteria(criteria)) return needsEntityOwners(criteria.not);
  return criteria.entityOwners !== undefined;
}
