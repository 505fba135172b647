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

/** A {@link Filter} of sessions, and what it tells about them before the first was looked at. */
export interface SessionFilter extends Filter<SessionResource> {
  /** The users, as entity refs in lower case, who own all that it matches. Absent: it may match anybody's. */
  owners?: readonly string[];
  /** Whether it looks at who owns the entity that a session is for, which the catalog has to be asked. */
  needsEntityOwners?: true;
}

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

/** Whether the catalog has to be asked before sessions can be held against the criteria. */
export function needsEntityOwners(
  criteria: PermissionCriteria<SessionFilter>,
): boolean {
  if (isAndCriteria(criteria)) return criteria.allOf.some(needsEntityOwners);
  if (isOrCriteria(criteria)) return criteria.anyOf.some(needsEntityOwners);
  if (isNotCriteria(criteria)) return needsEntityOwners(criteria.not);
  return criteria.needsEntityOwners === true;
}
