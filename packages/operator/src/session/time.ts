/** Milliseconds since 1970 as Kubernetes writes times: RFC 3339, whole seconds, UTC. */
export function toTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 of a time as Kubernetes writes it; `undefined` where there is none, or none that can be read. */
export function fromTime(time: string | undefined): number | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

const DAY_MS = 24 * 3_600_000;

/**
 * A time for a sentence: `2026-11-21 18:00 UTC`, and without the date where it is less than a day from `near`, which does not
 * change: a sentence is written once and read later. Pages show `status.stopsAt` in the reader's own zone instead.
 *
 * @param near - milliseconds since 1970
 */
export function timeInWords(ms: number, near?: number): string {
  const [date, time] = new Date(ms).toISOString().slice(0, 16).split('T');
  const same = near !== undefined && Math.abs(ms - near) < DAY_MS;
  return `${same ? '' : `${date} `}${time} UTC`;
}
