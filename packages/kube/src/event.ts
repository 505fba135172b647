import { createHash } from 'node:crypto';
import { KubeObject } from './object';
import { Resource } from './resource';

/** What an event is about. */
export interface ObjectReference {
  apiVersion: string;
  kind: string;
  /** Absent for an object of the cluster. */
  namespace?: string;
  name: string;
  uid: string;
}

/** Something that happened to an object, for people: `kubectl describe` shows it. */
export interface EventRecord {
  regarding: ObjectReference;
  type: 'Normal' | 'Warning';
  /** Why, in one CamelCase word that stays the same. */
  reason: string;
  /** What was done about it, in one CamelCase word. Default: the reason. */
  action?: string;
  /** A sentence; cut at 1,024 bytes. */
  note: string;
}

/** An Event of events.k8s.io/v1. */
export interface Event extends KubeObject {
  eventTime?: string;
  series?: { count: number; lastObservedTime: string };
  reportingController?: string;
  reportingInstance?: string;
  action?: string;
  reason?: string;
  regarding?: ObjectReference;
  note?: string;
  type?: string;
}

export const EVENT: Resource = {
  group: 'events.k8s.io',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
};

/** The API server's limit. */
const NOTE_BYTES = 1_024;

/** What the API server takes for a name of an event; some other kinds, such as roles, may be called nearly anything. */
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What the API server grants a name, less our own ending. */
const NAME_LENGTH = 253 - 17;

/**
 * Where an event is kept. The name follows from what it says: the same again is counted in the same object, also by the next
 * process. All of it, because the API server lets only the count of an event change.
 */
export function eventRef({ regarding, ...event }: EventRecord): {
  namespace: string;
  name: string;
} {
  const { type, reason, action = reason, note } = event;
  const said = JSON.stringify([regarding.uid, type, reason, action, note]);
  const hash = createHash('sha256').update(said).digest('hex').slice(0, 16);
  const name = SUBDOMAIN.test(regarding.name)
    ? regarding.name.slice(0, NAME_LENGTH).replace(/[-.]+$/, '')
    : regarding.kind.toLowerCase();
  return {
    // Where the API server wants those of objects that have none.
    namespace: regarding.namespace || 'default',
    name: `${name}.${hash}`,
  };
}

/** Cuts a text so that it fits, at the border of a character. */
export function cutNote(note: string): string {
  const bytes = Buffer.from(note);
  if (bytes.length <= NOTE_BYTES) {
    return note;
  }
  const kept = bytes.subarray(0, NOTE_BYTES - 3).toString();
  return `${kept.replace(/\uFFFD$/, '')}…`;
}
