import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

/** How long a list may lag behind an accepted request: the server answers from a cache that a watch fills. */
const LIST_LAG_MS = 10_000;

/** What this browser did and the list may not know yet. */
export interface LocalChanges {
  created: Array<{ session: SessionView; at: number }>;
  /** UIDs. */
  deleted: string[];
}

/** Nothing done yet. */
export const NO_CHANGES: LocalChanges = { created: [], deleted: [] };

/** Remembers a desktop that the server accepted, so that its row is there at once. */
export function withCreated(
  changes: LocalChanges,
  session: SessionView,
  now: number,
): LocalChanges {
  return { ...changes, created: [...changes.created, { session, at: now }] };
}

/** Remembers a desktop whose deletion the server accepted. */
export function withDeleted(changes: LocalChanges, uid: string): LocalChanges {
  return {
    created: changes.created.filter(({ session }) => session.uid !== uid),
    deleted: [...changes.deleted, uid],
  };
}

/** Forgets what a list fetched at `now` has caught up with. */
export function settle(
  changes: LocalChanges,
  listed: SessionView[],
  now: number,
): LocalChanges {
  const found = new Map(listed.map(session => [session.uid, session]));
  const created = changes.created.filter(
    ({ session, at }) =>
      now - at < LIST_LAG_MS && !found.get(session.uid)?.reason,
  );
  const deleted = changes.deleted.filter(uid => found.has(uid));
  return { created, deleted };
}

/** A desktop that the operator has not looked at yet says nothing; the person who pressed the button knows better. */
const accepted = (session: SessionView): SessionView =>
  session.reason ? session : { ...session, reason: 'Accepted' };

const deleting = ({
  url: _closed,
  message: _outdated,
  ...session
}: SessionView): SessionView => ({
  ...session,
  phase: 'Terminating',
  reason: 'Deleting',
});

/** The list as the person should see it: with what they just requested, and without what they just deleted. */
export function applyLocalChanges(
  listed: SessionView[],
  { created, deleted }: LocalChanges,
): SessionView[] {
  const requested = created.map(({ session }) => session);
  const requestedUids = new Set(requested.map(({ uid }) => uid));
  const listedUids = new Set(listed.map(({ uid }) => uid));
  return [
    ...requested.filter(({ uid }) => !listedUids.has(uid)),
    ...listed,
  ].map(session => {
    if (deleted.includes(session.uid)) return deleting(session);
    return requestedUids.has(session.uid) ? accepted(session) : session;
  });
}
