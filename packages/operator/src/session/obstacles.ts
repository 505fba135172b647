import { LABEL_SESSION } from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from '../children/buildHome';
import type { ChildKind } from '../resources';
import type { Children } from './children';
import type { ChildRecord } from './records';
import type { Refusal, SessionView } from './view';

const NOUNS: Record<ChildKind, string> = {
  home: 'home volume',
  service: 'service',
  route: 'route',
  pod: 'pod',
};

/** The object is in a watch, which tells when it is gone or otherwise. */
const UNTIL_TOLD = Infinity;

/**
 * What people are told when a child's name belongs to somebody else.
 *
 * @param child - the object that bears it, where its labels are known
 */
export function conflictMessage(kind: ChildKind, child?: ChildRecord): string {
  const { labels, ownerReferences } = child?.metadata ?? {};
  if (kind !== 'home' && labels?.[LABEL_SESSION] && !ownerReferences?.length) {
    return `A ${NOUNS[kind]} with this name exists that bears the operator's labels, but belongs to no desktop. If somebody removed its owner reference, delete it and it is made anew; otherwise choose another name.`;
  }
  return kind === 'home'
    ? 'A home volume with this name exists and is not yours. Choose another name.'
    : `A ${NOUNS[kind]} with this name exists and is not ours. Choose another name.`;
}

/**
 * What keeps the desktop from being made, if anything: somebody else's object of a child's name, an image that no pod may be made from, a
 * host name that it does not get, or a child that the API server does not take. A route that is not taken keeps it from being reached
 * only, and a desktop that has its pod already keeps it, whatever its image.
 */
export function findObstacle(
  { session, named, refusals, imageRefusal, hostTrouble }: SessionView,
  { foreign: [kind], own }: Children,
): Refusal | undefined {
  if (kind) {
    const message = conflictMessage(kind, named[kind]);
    return { kind, reason: 'NameConflict', message, until: UNTIL_TOLD };
  }
  if (imageRefusal && !own.pod) {
    const refused = { kind: 'pod', reason: 'Refused' } as const;
    return { ...refused, message: imageRefusal, until: UNTIL_TOLD };
  }
  if (hostTrouble) {
    return { kind: 'route', ...hostTrouble, until: UNTIL_TOLD };
  }
  return refusals.find(
    ({ kind: refused, reason }) =>
      // What somebody else made meanwhile, or what is not wanted any more, is asked for by nobody.
      !own[refused] &&
      (refused !== 'home' || hasHome(session)) &&
      (refused !== 'route' || reason === 'NameConflict'),
  );
}
