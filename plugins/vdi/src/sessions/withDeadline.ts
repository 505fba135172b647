/**
 * A `fetch` that gives up: on a connection that died in a laptop's sleep there would be no answer for minutes, and no error either. It
 * rejects with a `TimeoutError` then.
 *
 * @param ms - how long an answer may take, with its body
 */
export function withDeadline(fetch: typeof window.fetch, ms: number) {
  return (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    fetch(input, { ...init, signal: AbortSignal.timeout(ms) });
}
