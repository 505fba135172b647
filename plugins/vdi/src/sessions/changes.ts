import {
  describeState,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

/** A change that a person who does not see the rows has to hear of. `word` is absent when the desktop is gone. */
export interface SpokenChange {
  title: string;
  word?: string;
}

const wordOf = ({ phase, reason }: SessionView) =>
  describeState(phase, reason).word;

/** Desktops whose state has another word than before, and those that are gone or new. */
export function spokenChanges(
  before: SessionView[],
  after: SessionView[],
): SpokenChange[] {
  const known = new Map(before.map(session => [session.uid, session]));
  const changed = after
    .filter(session => {
      const old = known.get(session.uid);
      return !old || wordOf(old) !== wordOf(session);
    })
    .map(session => ({ title: session.title, word: wordOf(session) }));
  const left = new Set(after.map(({ uid }) => uid));
  const gone = before
    .filter(({ uid }) => !left.has(uid))
    .map(({ title }) => ({ title }));
  return [...changed, ...gone];
}
