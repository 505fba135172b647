import { hasHome } from '../children/buildHome';
import type { ChildKind } from '../resources';
import { ownershipOf } from './ownership';
import type { NamedChildren, SessionView } from './view';

/** The children of a session, told apart from what only bears their names. */
export interface Children {
  /** What the session may use. */
  own: NamedChildren;
  /** Names that an earlier session of this name, or of this host name, still occupies; the garbage collector frees them. */
  departing: ChildKind[];
  /** Names that belong to somebody else. */
  foreign: ChildKind[];
}

/** Judges the objects that bear the names of a session's children, and the one that still leads from its host name. */
export function judgeChildren({
  session,
  named,
  hostDeparting,
}: SessionView): Children {
  const children: Children = { own: { ...named }, departing: [], foreign: [] };
  for (const kind of ['home', 'service', 'route', 'pod'] as const) {
    const child = named[kind];
    if (!child) continue;
    const ownership = ownershipOf(kind, child, session);
    if (ownership === 'ours' || ownership === 'kept') continue;
    delete children.own[kind];
    // A desktop without a home does not mind whose has its name.
    if (kind === 'home' && !hasHome(session)) continue;
    children[ownership].push(kind);
  }
  if (hostDeparting && !named.route) children.departing.push('route');
  return children;
}
