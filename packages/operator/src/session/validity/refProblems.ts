import {
  canonicalOwner,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { type Problem, problemIf } from './problem';

/**
 * `kind:namespace/name` as Backstage's catalog takes it, without regard to case. Whether there is such an entity only the
 * catalog knows.
 *
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format#common-to-all-kinds-the-metadata
 */
const REF =
  /^[a-z][a-z0-9]{0,62}:[a-z0-9]+(?:-+[a-z0-9]+)*\/[a-z0-9](?:[-_.a-z0-9]{0,61}[a-z0-9])?$/i;

/** Entity refs that no entity can have, and shares that contradict one another. */
export function refProblems({ spec }: VDISession): Problem[] {
  const { userRef, entityRef, shares = [] } = spec;
  const odd = [userRef, entityRef, ...shares.map(({ ref }) => ref)].filter(
    (ref): ref is string => ref !== undefined && !REF.test(ref),
  );
  const refs = shares.map(({ ref }) => canonical(ref));
  const twice = refs.find((ref, index) => refs.indexOf(ref) < index);
  const owner = canonicalOwner(spec);
  return [
    ...problemIf(
      odd.length > 0,
      'RefNotReadable',
      () => `Nothing in a catalog can be called "${odd.join('", "')}".`,
    ),
    ...problemIf(
      twice !== undefined,
      'SharedTwice',
      () =>
        `The desktop is shared with "${twice}" more than once. Name everybody once, with one role.`,
    ),
    ...problemIf(
      refs.includes(owner),
      'SharedWithOwner',
      () => `The desktop is shared with "${owner}", whose own it is.`,
    ),
  ];
}

/** Backstage compares refs without regard to case. */
function canonical(ref: string): string {
  return ref.normalize('NFC').toLocaleLowerCase('en-US');
}
