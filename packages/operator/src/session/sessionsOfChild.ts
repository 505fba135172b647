import { keyOf, type Store } from '@backstage-vdi/kube';
import { HOME_SUFFIX, type VDISession } from '@backstage-vdi/plugin-vdi-common';
import { BY_CHILD } from '../sessionsClient';

/**
 * The keys of the sessions that look at an object of this key: by its name, which is what makes it matter to them, whatever
 * its labels say.
 *
 * @param child - `namespace/name` of a home, service, route or pod
 */
export function sessionsOfChild(
  sessions: Store<VDISession>,
  child: string,
): string[] {
  const names = child.endsWith(HOME_SUFFIX)
    ? [child, child.slice(0, -HOME_SUFFIX.length)]
    : [child];
  return names.flatMap(name => [
    // Most children are called as their session.
    ...(sessions.get(name) ? [name] : []),
    ...sessions.by(BY_CHILD, name).map(keyOf),
  ]);
}
