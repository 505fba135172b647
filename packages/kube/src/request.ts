/** How the API server names what a request does, in its audit log, its metrics and its permissions. */
export type Verb =
  'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** Options of every call. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Instead of the transport's own. */
  userAgent?: string;
  /**
   * Nobody needs it: while the server asks to be left alone it fails at once with the server's 429, instead of waiting. Default
   * false.
   */
  expendable?: boolean;
}

/** Parameters of a path; those that are `undefined` are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** A request in HTTP's own terms. */
export interface RawRequest extends CallOptions {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the server's address, beginning with a slash. */
  path: string;
  query?: Query;
  body?: unknown;
  /** Default `application/json`. */
  contentType?: string;
  /** Default `application/json`. */
  accept?: string;
  /** For metrics. Default: after the method. */
  verb?: Verb;
  /** For metrics. Default: none. */
  resource?: string;
  /**
   * Called right before the bytes go out, and again each time they go out again: what it throws is thrown, and nothing was sent.
   * A check made earlier would be old by the time a connection is free.
   */
  beforeSend?: () => void;
}

/** One answered, or failed, request: for metrics. A call that was put off or refused and then repeated is several. */
export interface RequestInfo {
  verb: Verb;
  /** Plural of the resource, with the subresource if any (`pods`, `pods/status`); empty for a raw request. */
  resource: string;
  method: string;
  /** Host and port of the API server. */
  host: string;
  /** HTTP status; 0 when there was no reply. */
  status: number;
  /** Until the reply began. */
  durationMs: number;
}

/** A reply that goes on, as a watch's does. */
export interface Stream {
  /** The bytes as they come; ends or throws when the connection does. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends it and closes its socket at once. */
  close(): void;
}

const VERBS = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
} as const;

/** What a request does, unless it says so itself. */
export function verbOf(request: RawRequest): Verb {
  return request.verb ?? VERBS[request.method];
}

/** `?a=1&b=2`, or nothing. */
export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
