import type { Fact } from './Fact';

/** What is known of a session, by who says it. */
export interface Facts {
  status: readonly Fact[];
  events: readonly Fact[];
  audit: readonly Fact[];
}

/**
 * How far two facts about the same may be apart, in milliseconds, and still be one: what somebody asks for is done when the desktop
 * has ended, which may take it its time. More than that is told apart.
 */
const WITHIN_MS = 5 * 60_000;

/**
 * One fact of those that several sources know of: when and what by the status, how often and Kubernetes' words by the Events, and by
 * whom from the portal. What was told repeatedly is one, with its count.
 */
export function mergeFacts({ status, events, audit }: Facts): Fact[] {
  const told = new Set(fold(events));
  const asked = new Set(audit);
  const merged = status.map(fact =>
    withAudit(withEvent(fact, take(told, fact)), take(asked, fact)),
  );
  return [...merged, ...told, ...asked];
}

/** Takes what is about the same at about the same time, the nearest of several. */
function take(from: Set<Fact>, { about, at, lasting }: Fact): Fact | undefined {
  const [found] = [...from]
    .filter(
      other =>
        other.about === about &&
        (lasting ? other.at >= at : Math.abs(other.at - at) <= WITHIN_MS),
    )
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))
    .slice(lasting ? -1 : 0);
  if (found) from.delete(found);
  return found;
}

function withEvent(fact: Fact, event: Fact | undefined): Fact {
  if (!event) return fact;
  return {
    ...fact,
    at: fact.lasting ? event.at : fact.at,
    since: event.since,
    count: event.count,
    detail: fact.detail ?? event.detail,
    reason: event.reason,
    message: event.message ?? fact.message,
  };
}

function withAudit(fact: Fact, asked: Fact | undefined): Fact {
  if (!asked) return fact;
  const { title, actor } = asked;
  const detail = [asked.detail, fact.detail].filter(Boolean).join(' ');
  return { ...fact, title, actor, detail: detail || undefined };
}

/** Events that say the same of the same, as one. */
function fold(events: readonly Fact[]): Fact[] {
  const folded = new Map<string, Fact>();
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    const key = JSON.stringify([event.about, event.title, event.detail]);
    const before = folded.get(key);
    folded.set(
      key,
      before
        ? {
            ...event,
            count: (before.count ?? 1) + (event.count ?? 1),
            since: Math.min(before.since ?? before.at, event.since ?? event.at),
          }
        : event,
    );
  }
  return [...folded.values()];
}
