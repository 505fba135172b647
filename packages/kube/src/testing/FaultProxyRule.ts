import { IncomingHttpHeaders } from 'node:http';

/** A request as the proxy sees it. */
export interface ProxiedRequest {
  method: string;
  /** Without its query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  isWatch: boolean;
}

/**
 * What happens to a request:
 * - `reset`: its connection is reset (RST; not over TLS, which Node cannot reset); the API server never hears of it.
 * - `fin`: its connection is closed (FIN) without an answer; the API server never hears of it.
 * - `blackhole`: it is taken and nothing ever comes; the API server never hears of it.
 * - `dropReply`: the API server does it, and then its connection is reset instead of an answer.
 * - `status`: this is the answer; the API server never hears of it. A body that is not a string is sent as JSON.
 * - `splitEvery`: the answer comes in pieces of so many bytes, each a chunk of its own to the reader; a function is asked for each.
 * - `truncateAfter`: the answer breaks off (FIN) after so many bytes of its body.
 * - `delayMs`: the API server hears of it so much later.
 * - `after`: the API server hears of it when this has resolved.
 */
export type Fault =
  | 'reset'
  | 'fin'
  | 'blackhole'
  | 'dropReply'
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | { splitEvery: number | (() => number) }
  | { truncateAfter: number }
  | { delayMs: number }
  | { after: () => Promise<unknown> };

/** Which requests a fault happens to. The first rule that matches decides. */
export interface FaultRule {
  match: (request: ProxiedRequest) => boolean;
  /** To how many of them. Default: to all. */
  times?: number;
  do: Fault;
}

/**
 * What happens to an answer that has begun:
 * - `reset`, `fin`: its connection ends, by RST or by FIN.
 * - `blackhole`: nothing comes any more, and the connection stays.
 * - `truncate`: half of the next piece comes, then FIN.
 * - `inject`: this text comes between two pieces.
 */
export type Interruption =
  'reset' | 'fin' | 'blackhole' | 'truncate' | { inject: string };
