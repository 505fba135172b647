import {
  ANNOTATION_OWNER,
  canonicalOwner,
  type OwnerReference,
  VDI_GROUP,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import type { ChildRecord } from './records';

/**
 * What an object that bears a child's name is to a session:
 * - `ours`: its controller is this session.
 * - `kept`: a home that nothing controls and that bears the owner's name in our annotation: kept from an earlier session of this
 *   name, or to be kept from this one. It is given back.
 * - `departing`: its controller is an earlier session of this name, and the garbage collector is about to take it.
 * - `foreign`: anything else, also what was ours until somebody removed its owner reference: labels and names are anybody's to
 *   give. It is never changed, adopted or deleted.
 */
export type Ownership = 'ours' | 'kept' | 'departing' | 'foreign';

/** Judges an object that bears a child's name. */
export function ownershipOf(
  kind: ChildKind,
  child: ChildRecord,
  session: VDISession,
): Ownership {
  const { metadata } = child;
  const controller = metadata.ownerReferences?.find(owner => owner.controller);
  if (!controller) {
    const owner = metadata.annotations?.[ANNOTATION_OWNER];
    return kind === 'home' && owner === canonicalOwner(session.spec)
      ? 'kept'
      : 'foreign';
  }
  if (controller.uid === session.metadata.uid) return 'ours';
  const earlier =
    isSession(controller) && controller.name === session.metadata.name;
  return earlier ? 'departing' : 'foreign';
}

/** The session that an object belongs to, whichever that is; `undefined` where it belongs to none. */
export function sessionOf({
  metadata,
}: Pick<ChildRecord, 'metadata'>): OwnerReference | undefined {
  const controller = metadata.ownerReferences?.find(owner => owner.controller);
  return controller && isSession(controller) ? controller : undefined;
}

function isSession({ kind, apiVersion }: OwnerReference): boolean {
  return kind === 'VDISession' && apiVersion.startsWith(`${VDI_GROUP}/`);
}
