import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

/** How long a list may lag behind an accepted request: the server answers from a cache that a watch fills. */
const LIST_LAG_MS = 10_000;

/** What this browser did and the list may not know yet, the newest first. */
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
  return { ...changes, created: [{ session, at: now }, ...changes.created] };
}

/** Remembers a desktop whose deletion the server accepted. */
export function withDeleted(changes: LocalChanges, uid: string): LocalChanges {
  return {
    created: changes.created.filter(({ session }) => session.uid !== uid),
    deleted: [...changes.deleted, uid],
  };
}

const uidsOf = (sessions: SessionView[]) =>
  new Set(sessions.map(({ uid }) => uid));

/** Forgets what a list fetched at `now` has caught up with. */
export function settle(
  changes: LocalChanges,
  listed: SessionView[],
  now: number,
): LocalChanges {
  if (changes.created.length + changes.deleted.length === 0) return changes;
  const found = uidsOf(listed);
  const created = changes.created.filter(
    ({ session, at }) => now - at < LIST_LAG_MS && !found.has(session.uid),
  );
  const deleted = changes.deleted.filter(uid => found.has(uid));
  return { created, deleted };
}

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
  const listedUids = uidsOf(listed);
  const unlisted = created
    .map(({ session }) => session)
    .filter(({ uid }) => !listedUids.has(uid));
  return [...unlisted, ...listed].map(session =>
    deleted.includes(session.uid) ? deleting(session) : session,
  );
}
