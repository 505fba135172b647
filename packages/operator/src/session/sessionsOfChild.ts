import { keyOf, splitKey, type Store } from '@backstage-vdi/kube';
import {
  childName,
  HOME_SUFFIX,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import { BY_CHILD } from '../sessionsClient';

/**
 * The keys of the sessions to which an object of this key matters: by its name, whatever its labels say.
 *
 * @param child - `namespace/name`
 */
export function sessionsOfChild(
  sessions: Store<VDISession>,
  kind: ChildKind,
  child: string,
): string[] {
  const isHome = kind === 'home';
  if (isHome && !child.endsWith(HOME_SUFFIX)) return [];
  const name = isHome ? child.slice(0, -HOME_SUFFIX.length) : child;
  return [
    // Most children are called as their session.
    ...(isPlain(name) && sessions.get(name) ? [name] : []),
    ...sessions.by(BY_CHILD, name).map(keyOf),
  ];
}

function isPlain(key: string): boolean {
  const { name } = splitKey(key);
  return childName(name) === name;
}
