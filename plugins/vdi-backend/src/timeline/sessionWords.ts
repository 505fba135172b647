import { STATES } from '@backstage-vdi/plugin-vdi-common';
import type { Words, WordTable } from './EventWords';
import { sentences } from './sentences';
import { STOPS } from './stops';

/**
 * Words for what the operator tells of a session, which is in words for its owner already: only where it is put, and what the status
 * says in other words.
 */
export const sessionWords: WordTable = {
  TimeLimit: ({ message }) => ({
    ...STOPS.TimeLimit,
    kind: 'stop',
    detail: message,
  }),
  Idle: ({ message }) => ({ ...STOPS.Idle, kind: 'stop', detail: message }),
  PodDeleted: {
    kind: 'restart',
    title: 'Started anew: its pod was deleted',
  },
  NodeLost: ({ message }) => ({ kind: 'running', ...sentences(message) }),
  RunsAgain: ({ message }) => ({
    kind: 'running',
    severity: 'success',
    ...sentences(message),
  }),
  // Of the home volume, in the words of the storage.
  Pending: ({ message }) => ({
    kind: 'home',
    title: 'The home volume is not there yet',
    detail: message,
    about: 'session/AttachingHome',
  }),
  Deleting: ({ message }) => ({ kind: 'home', ...sentences(message) }),
  // HomeLost says so too.
  Lost: 'nothing',
};

/** Words for a reason that is not in {@link sessionWords}: one that keeps a desktop from running, or of a condition. */
export function otherSessionWords(reason: string, message: string): Words {
  const states: Record<string, { tone: string } | undefined> = STATES;
  const state = states[reason];
  return {
    kind: state ? 'start' : 'change',
    severity: state?.tone === 'danger' ? 'error' : undefined,
    ...sentences(message),
  };
}
