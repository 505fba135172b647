const DAY_MS = 24 * 3_600_000;

/** A moment exactly, in the person's zone and manner: for tooltips. */
export function formatMoment(moment: string | number): string {
  return new Date(moment).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
}

/** A moment as short as it stays clear at `now`: the time of a day, or the date when it is more than a day away. */
export function formatShortMoment(
  moment: string | number,
  now: number,
): string {
  const date = new Date(moment);
  return Math.abs(now - date.getTime()) < DAY_MS
    ? date.toLocaleTimeString(undefined, { timeStyle: 'short' })
    : date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
}

/** A moment as a sentence says it at `now`: the time of today, else with its date. */
export function formatMomentInSentence(moment: string, now: number): string {
  const date = new Date(moment);
  return new Date(now).toDateString() === date.toDateString()
    ? date.toLocaleTimeString(undefined, { timeStyle: 'short' })
    : date.toLocaleString(undefined, {
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
      });
}
