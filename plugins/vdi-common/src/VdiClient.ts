import { ResponseError } from '@backstage/errors';
import type {
  Extension,
  LogQuery,
  QuotaView,
  SessionList,
  SessionPatch,
  SessionQuery,
  SessionRef,
  SessionRequest,
  SessionView,
  TemplateList,
  Timeline,
  TimelineQuery,
  Usage,
  UsageQuery,
} from './api';

const SESSIONS = '/v1/sessions';

const sessionPath = ({ cluster, namespace, name }: SessionRef) =>
  `${SESSIONS}/${[cluster, namespace, name].map(encodeURIComponent).join('/')}`;

function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size ? `${path}?${search}` : path;
}

/** Holds a change to the version of a desktop that it was decided for. */
export interface IfMatch {
  /** The `etag` that was seen last; the change is refused with 412 where the desktop changed since. Default: it is made in any case. */
  ifMatch?: string;
}

/** The session API, as callers see it. Every method throws `ResponseError` when the server refuses. */
export interface VdiApi {
  listTemplates(): Promise<TemplateList>;
  /** A page of the desktops that the caller may see, newest first. {@link eachSession} gives all of them. */
  listSessions(query?: SessionQuery): Promise<SessionList>;
  getSession(ref: SessionRef): Promise<SessionView>;
  /**
   * @param options.idempotencyKey - any text, different for each desktop that is wanted: a request that is sent again with it gives
   *   the same desktop. Default: none, each request makes one.
   */
  createSession(
    request: SessionRequest,
    options?: { idempotencyKey?: string },
  ): Promise<SessionView>;
  updateSession(
    ref: SessionRef,
    patch: SessionPatch,
    options?: IfMatch,
  ): Promise<SessionView>;
  /** Returns when the deletion is accepted; the desktop is gone some seconds later. */
  deleteSession(ref: SessionRef, options?: IfMatch): Promise<void>;
  startSession(ref: SessionRef): Promise<SessionView>;
  stopSession(ref: SessionRef): Promise<SessionView>;
  restartSession(ref: SessionRef): Promise<SessionView>;
  extendSession(ref: SessionRef, extension?: Extension): Promise<SessionView>;
  /** A page of what happened to a desktop, newest first. */
  getTimeline(ref: SessionRef, query?: TimelineQuery): Promise<Timeline>;
  /** The end of what a desktop logs, as text that may be shown as it is. */
  getLog(ref: SessionRef, query?: LogQuery): Promise<string>;
  /** What the caller may use, and does. */
  getQuota(): Promise<QuotaView>;
  /** What desktops used: the caller's own, and everybody's for who looks after them. */
  getUsage(query?: UsageQuery): Promise<Usage>;
}

/** All desktops that a query finds, page by page. */
export async function* eachSession(
  api: Pick<VdiApi, 'listSessions'>,
  query: Omit<SessionQuery, 'cursor'> = {},
): AsyncGenerator<SessionView> {
  let cursor: string | undefined;
  do {
    const page = await api.listSessions({ ...query, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor);
}

/** Typed client of the session API, for browsers and servers. */
export class VdiClient implements VdiApi {
  readonly #baseUrl: () => Promise<string>;
  readonly #fetch: typeof fetch;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#baseUrl = () => options.discoveryApi.getBaseUrl('vdi');
    this.#fetch = options.fetchApi.fetch;
  }

  async listTemplates(): Promise<TemplateList> {
    return (await this.#call('GET', '/v1/templates')).json();
  }

  async listSessions(query: SessionQuery = {}): Promise<SessionList> {
    return (await this.#call('GET', withQuery(SESSIONS, query))).json();
  }

  async getSession(ref: SessionRef): Promise<SessionView> {
    return (await this.#call('GET', sessionPath(ref))).json();
  }

  async createSession(
    body: SessionRequest,
    { idempotencyKey }: { idempotencyKey?: string } = {},
  ): Promise<SessionView> {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return (await this.#call('POST', SESSIONS, { body, headers })).json();
  }

  async updateSession(
    ref: SessionRef,
    body: SessionPatch,
    { ifMatch }: IfMatch = {},
  ): Promise<SessionView> {
    const headers = { 'If-Match': ifMatch };
    return (
      await this.#call('PATCH', sessionPath(ref), { body, headers })
    ).json();
  }

  async deleteSession(
    ref: SessionRef,
    { ifMatch }: IfMatch = {},
  ): Promise<void> {
    const headers = { 'If-Match': ifMatch };
    await this.#call('DELETE', sessionPath(ref), { headers });
  }

  startSession(ref: SessionRef): Promise<SessionView> {
    return this.#act(ref, 'start');
  }

  stopSession(ref: SessionRef): Promise<SessionView> {
    return this.#act(ref, 'stop');
  }

  restartSession(ref: SessionRef): Promise<SessionView> {
    return this.#act(ref, 'restart');
  }

  extendSession(ref: SessionRef, extension?: Extension): Promise<SessionView> {
    return this.#act(ref, 'extend', extension);
  }

  async getTimeline(
    ref: SessionRef,
    query: TimelineQuery = {},
  ): Promise<Timeline> {
    const path = withQuery(`${sessionPath(ref)}/events`, query);
    return (await this.#call('GET', path)).json();
  }

  async getLog(ref: SessionRef, query: LogQuery = {}): Promise<string> {
    const path = withQuery(`${sessionPath(ref)}/logs`, query);
    return (await this.#call('GET', path)).text();
  }

  async getQuota(): Promise<QuotaView> {
    return (await this.#call('GET', '/v1/quota')).json();
  }

  async getUsage(query: UsageQuery = {}): Promise<Usage> {
    return (await this.#call('GET', withQuery('/v1/usage', query))).json();
  }

  async #act(ref: SessionRef, verb: string, body?: unknown) {
    const path = `${sessionPath(ref)}/${verb}`;
    return (await this.#call('POST', path, { body })).json();
  }

  async #call(
    method: string,
    path: string,
    sent: { body?: unknown; headers?: Record<string, string | undefined> } = {},
  ) {
    const headers = new Headers();
    for (const [name, value] of Object.entries(sent.headers ?? {})) {
      if (value !== undefined) headers.set(name, value);
    }
    if (sent.body !== undefined) {
      headers.set('Content-Type', 'application/json');
    }
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      headers,
      ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
