import type { RouteTrouble } from './routeTrouble';

/** What is known of the way to one run of a desktop. Times in milliseconds since 1970. */
export interface RouteKnowledge {
  /** When it first answered there. Absent: it did not yet. */
  answeredAt?: number;
  /** What is in the way, where that lasts. */
  trouble?: RouteTrouble;
  /** What was in the way last, and since when nothing else was. */
  lately?: { trouble: RouteTrouble; since: number };
}

/** So long the same has to be in the way until it is told: everything before is the usual way of a start. Milliseconds. */
export const LASTS_MS = 10_000;

/**
 * What is known after one more answer. Trouble that comes and goes is not told anew each time: every word of it is a write. Pure.
 *
 * @param trouble - what the answer says is in the way; `undefined` where the desktop answered
 */
export function learnAnswer(
  before: RouteKnowledge,
  trouble: RouteTrouble | undefined,
  now: number,
): RouteKnowledge {
  if (!trouble) return { answeredAt: now };
  const { lately } = before;
  const same = lately?.trouble.message === trouble.message;
  const since = same ? lately.since : now;
  return {
    trouble: now - since >= LASTS_MS ? trouble : before.trouble,
    lately: { trouble, since },
  };
}

/** Whether people would be told something else. */
export function isNews(before: RouteKnowledge, after: RouteKnowledge): boolean {
  return (
    before.answeredAt !== after.answeredAt ||
    before.trouble?.message !== after.trouble?.message
  );
}
