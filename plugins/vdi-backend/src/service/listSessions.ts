import {
  type ClusterState,
  type SessionList,
  type SessionQuery,
  vdiSessionReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { Decision } from '../permissions/Access';
import { readCursor, writeCursor } from './cursor';
import { ClusterUnavailableError } from './errors';
import { isStale } from './isStale';
import { comparePositions, type Position, positionOf } from './listOrder';
import type { SessionInCluster } from './SessionInCluster';
import type { SessionOrder } from './SessionOrder';
import { phaseOf, viewSession } from './sessionView';

/** How many are on a page where the caller does not say: more than a person has, and quickly answered. */
const DEFAULT_LIMIT = 50;

/**
 * A page of the desktops that a caller may see, newest first, from memory.
 *
 * @throws InvalidCursorError when the cursor cannot be followed.
 * @throws ClusterUnavailableError when nothing is known of any cluster that it is of.
 */
export function listSessions(options: {
  desktops: Desktops;
  /** Of the same desktops. */
  order: SessionOrder;
  decision: Decision;
  /** Whose sessions are wanted, as `canonicalOwner` spells them; everybody's where absent. */
  owners?: readonly string[];
  query: SessionQuery;
  /** Milliseconds since 1970. */
  now: number;
}): SessionList {
  const { desktops, decision, query, now } = options;
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const clusters = clustersAsked(options);
  const after = cursor ? readCursor(cursor, query, now) : undefined;
  const page: SessionInCluster[] = [];
  for (const it of candidates(options, after)) {
    if (!matches(it, query)) continue;
    if (!decision.covers(vdiSessionReadPermission, it)) continue;
    page.push(it);
    // One more than asked for tells whether there is another page.
    if (page.length > limit) break;
  }
  return {
    items: page
      .slice(0, limit)
      .map(({ cluster, session }) =>
        viewSession(
          { cluster, session },
          desktops.template({ cluster, name: session.spec.template }),
          isStale(cluster, clusters),
        ),
      ),
    ...(page.length > limit && {
      nextCursor: writeCursor(positionOf(page[limit - 1]), query, now),
    }),
    clusters,
  };
}

/** How far those clusters are known that the list is of. */
function clustersAsked({
  desktops,
  query: { cluster },
}: Parameters<typeof listSessions>[0]): ClusterState[] {
  const clusters = desktops
    .clusters()
    .filter(({ name }) => cluster === undefined || name === cluster);
  const isUnknown = ({ state }: ClusterState) => state === 'unavailable';
  if (clusters.length && clusters.every(isUnknown)) {
    throw new ClusterUnavailableError(clusters[0].message);
  }
  return clusters;
}

/** Those among which the caller's are, in order, from a position on; found by an index where there is one. */
function candidates(
  {
    desktops,
    order,
    decision,
    owners: wanted,
  }: Parameters<typeof listSessions>[0],
  after: Position | undefined,
): Iterable<SessionInCluster> {
  const readable = wanted && decision.owners(vdiSessionReadPermission);
  const found = wanted
    ? desktops.sessionsOf(
        wanted.filter(owner => readable?.includes(owner) ?? true),
      )
    : decision.candidates(vdiSessionReadPermission);
  return found ? inOrder(found, after) : order.after(after);
}

function inOrder(
  sessions: readonly SessionInCluster[],
  after: Position | undefined,
) {
  return sessions
    .map(it => ({ it, position: positionOf(it) }))
    .filter(({ position }) => !after || comparePositions(position, after) > 0)
    .sort((a, b) => comparePositions(a.position, b.position))
    .map(({ it }) => it);
}

function matches(
  { cluster, session }: SessionInCluster,
  query: SessionQuery,
): boolean {
  const { spec } = session;
  const entityRef = query.entityRef?.toLowerCase();
  return (
    (query.cluster === undefined || query.cluster === cluster) &&
    (query.template === undefined || query.template === spec.template) &&
    (entityRef === undefined || entityRef === spec.entityRef?.toLowerCase()) &&
    (query.phase === undefined || query.phase === phaseOf(session))
  );
}
