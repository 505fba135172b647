import { createHash } from 'node:crypto';
import type {
  Timeline,
  TimelineEntry,
  VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { ClusterEvent } from '../desktops/ClusterEvent';
import { auditFacts } from './auditFacts';
import type { AuditEntry } from './AuditTrail';
import { eventFacts } from './eventFacts';
import type { Fact } from './Fact';
import { mergeFacts } from './mergeFacts';
import { comparePlaces, type Place, placeOf } from './order';
import { plainText } from './plainText';
import { statusFacts } from './statusFacts';
import { writeCursor } from './timelineCursor';

/** What a timeline is made of. */
export interface TimelineSources {
  session: VDISession;
  events: readonly ClusterEvent[];
  audit: readonly AuditEntry[];
}

/** Which part of a timeline. */
export interface TimelinePage {
  /** How many entries at most. */
  limit: number;
  /** The entry that was the last of the page before. */
  after?: Place;
}

const timeText = (ms: number) => new Date(ms).toISOString();

/** What happened to a session, newest first, of what is known now. */
export function buildTimeline(
  { session, events, audit }: TimelineSources,
  { limit, after }: TimelinePage,
): Timeline {
  const facts = mergeFacts({
    status: statusFacts(session),
    events: eventFacts(session, events),
    audit: auditFacts(audit),
  });
  // By what they say: twice the same at the same time is once.
  const entries = new Map<string, { place: Place; fact: Fact }>();
  for (const fact of facts) {
    const id = idOf(fact);
    entries.set(id, { place: placeOf(fact, id), fact });
  }
  const rest = [...entries.values()]
    .filter(({ place }) => !after || comparePlaces(place, after) > 0)
    .sort((a, b) => comparePlaces(a.place, b.place));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ place, fact }) => toEntry(place[3], fact)),
    nextCursor:
      last && rest.length > limit ? writeCursor(last.place) : undefined,
  };
}

function idOf({ about, at, since = at, title }: Fact): string {
  return createHash('sha256')
    .update(JSON.stringify([about, since, title]))
    .digest('base64url')
    .slice(0, 16);
}

function toEntry(id: string, { at, since, ...fact }: Fact): TimelineEntry {
  const { kind, severity, title, detail, actor, count, reason, message } = fact;
  const plain = (text: string | undefined) => text && plainText(text);
  return {
    id,
    time: timeText(at),
    kind,
    severity,
    title: plainText(title).replace(/\s+/g, ' '),
    detail: plain(detail),
    actor,
    count,
    since: since === undefined ? undefined : timeText(since),
    reason,
    message: plain(message),
  };
}
