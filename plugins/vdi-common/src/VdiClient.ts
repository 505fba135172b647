import { ResponseError } from '@backstage/errors';
import type {
  SessionList,
  SessionRef,
  SessionRequest,
  SessionView,
  TemplateList,
} from './api';

const sessionPath = ({ namespace, name }: SessionRef) =>
  `/v1/sessions/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;

/** The session API, as callers see it. Every method throws `ResponseError` when the server refuses. */
export interface VdiApi {
  listTemplates(): Promise<TemplateList>;
  /** The caller's own desktops, newest first. */
  listSessions(): Promise<SessionList>;
  getSession(ref: SessionRef): Promise<SessionView>;
  createSession(request: SessionRequest): Promise<SessionView>;
  /** Returns when the deletion is accepted; the desktop is gone some seconds later. */
  deleteSession(ref: SessionRef): Promise<void>;
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

  async listSessions(): Promise<SessionList> {
    return (await this.#call('GET', '/v1/sessions')).json();
  }

  async getSession(ref: SessionRef): Promise<SessionView> {
    return (await this.#call('GET', sessionPath(ref))).json();
  }

  async createSession(request: SessionRequest): Promise<SessionView> {
    return (await this.#call('POST', '/v1/sessions', request)).json();
  }

  async deleteSession(ref: SessionRef): Promise<void> {
    await this.#call('DELETE', sessionPath(ref));
  }

  async #call(method: string, path: string, body?: unknown) {
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
