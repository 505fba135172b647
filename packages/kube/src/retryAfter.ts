import { IncomingHttpHeaders } from 'node:http';

/**
 * The longest pause that a server is granted. The API server asks for seconds; what a gateway before it says of an hour would stop a
 * whole process, with its renewals, long after all is well again.
 */
const MAX_PAUSE_MS = 60_000;

/**
 * How long a reply asks to be left alone, in milliseconds: `Retry-After` as seconds or, by the server's own `Date`, as a time (RFC 9110,
 * 10.2.3). `undefined` if it does not say.
 */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const { 'retry-after': asked, date } = headers;
  if (asked === undefined) {
    return undefined;
  }
  const seconds = Number(asked);
  return pauseMs(
    Number.isNaN(seconds)
      ? (Date.parse(asked) - Date.parse(String(date))) / 1000
      : seconds,
  );
}

/** As many seconds as a server asked for, in milliseconds; no more than it is granted. */
export function pauseMs(seconds: number | undefined): number | undefined {
  const ms = Number(seconds) * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_PAUSE_MS);
}
