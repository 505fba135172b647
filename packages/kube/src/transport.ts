import { Client, Dispatcher, errors, Pool } from 'undici';
import { Clock, sleep, systemClock } from './clock';
import { Connection, Credentials, TlsOptions } from './connection';
import { KubeError } from './errors';
import { KubeList, KubeObject, Status } from './object';
import { describeFailure, errorFromReply } from './reply';
import { apiVersionOf, ObjectRef, Resource, resourcePath } from './resource';

/** How the API server names what a request does, in its audit log, its metrics and its permissions. */
export type Verb =
  'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** One finished request, for metrics. */
export interface RequestInfo {
  verb: Verb;
  /** Plural of the resource, with the subresource if any (`pods`, `pods/status`); empty for a raw request. */
  resource: string;
  method: string;
  /** Host and port of the API server. */
  host: string;
  /** HTTP status; 0 when there was no reply. */
  status: number;
  /** Until the reply was read; for a watch until it started. */
  durationMs: number;
}

/** Options of a {@link Transport}. */
export interface TransportOptions {
  /** Who we are in the server's audit log and flow control, as `name/version`. */
  userAgent: string;
  /** Owner of the fields we write. Default: the name in `userAgent`, as client-go does. */
  fieldManager?: string;
  /**
   * Connections for calls. Default 32: one for each worker of a controller. Watches have sockets of their own, so that events never
   * wait behind writes.
   */
  connections?: number;
  /** How long a call may wait for the head of its reply, and between two pieces of it, in milliseconds. Default 30 000. */
  timeoutMs?: number;
  /** Called after each request; must not throw. */
  onRequest?: (info: RequestInfo) => void;
  clock?: Clock;
}

/** Options of every call. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Instead of the transport's own. */
  userAgent?: string;
}

/** Options of every call that writes. */
export interface WriteOptions extends CallOptions {
  /** Instead of the transport's own. */
  fieldManager?: string;
  /** Only check whether the write would be accepted. */
  dryRun?: boolean;
}

/** Which objects of a resource, and how many at a time. */
export interface ListOptions extends CallOptions {
  /** Default: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  /** Ask for metadata only (`PartialObjectMetadata`): much smaller where the rest is not read. */
  metadataOnly?: boolean;
}

/** A change to an object: a JSON merge patch (RFC 7386), a JSON patch (RFC 6902), or an apply configuration. */
export type Patch =
  | { type: 'merge'; body: object }
  | { type: 'json'; body: readonly object[] }
  /** Server-side apply; `force` takes fields over from other managers. */
  | { type: 'apply'; body: object; force?: boolean };

/** Options of a delete. */
export interface DeleteOptions extends WriteOptions {
  /** Delete only the object that has this UID: not another that got its name meanwhile. */
  uid?: string;
  resourceVersion?: string;
  /** What happens to dependents. Default: the server's (`Background` for nearly everything). */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

/** A request in HTTP's own terms, for what the methods of {@link Transport} do not cover. */
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
  /** For `onRequest`. Default: after the method. */
  verb?: Verb;
  /** For `onRequest`. */
  resource?: string;
}

export type Query = Record<string, string | number | boolean | undefined>;

/** A reply that goes on, as a watch's does. */
export interface Stream {
  /** The bytes as they come; ends or throws when the connection does. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends it and closes its socket at once. */
  close(): void;
}

const JSON_TYPE = 'application/json';
const PARTIAL = 'g=meta.k8s.io;v=v1';

/** Accept headers of objects reduced to their metadata. */
export const METADATA_ONLY = `${JSON_TYPE};as=PartialObjectMetadata;${PARTIAL}`;
const METADATA_ONLY_LIST = `${JSON_TYPE};as=PartialObjectMetadataList;${PARTIAL}`;

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  // JSON is YAML; the server knows this type alone for apply.
  apply: 'application/apply-patch+yaml',
} as const;

const VERBS = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
} as const;

/** A TCP connection and its TLS handshake take milliseconds; after this there is nobody. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * How long an idle connection is kept: so that a controller with a little to do now and then does not pay a TLS handshake each time,
 * and below the 90 s after which the API server closes it, so that no write meets a closing connection.
 */
const KEEP_ALIVE_MS = 60_000;

/** TCP's own probes of an idle peer, as client-go sends them. */
const TCP_PROBE_MS = 30_000;

/** How often a call is repeated that the server put off with 429; client-go's number. */
const MAX_POSTPONEMENTS = 10;

/**
 * Speaks to one API server: JSON in, JSON out, over a small pool of HTTP/1.1 connections.
 *
 * HTTP/1.1 because one HTTP/2 connection makes events wait behind writes, and undici's pool is faster with it. There is no rate
 * limit of our own: the API server's priority and fairness decides, and a 429 with `Retry-After` stops all calls until then.
 * Calls throw {@link KubeError}, ConnectionError when credentials cannot be had, or the signal's reason.
 */
export class Transport {
  readonly #connection: Connection;
  readonly #options: TransportOptions;
  readonly #clock: Clock;
  readonly #origin: string;
  readonly #host: string;
  readonly #prefix: string;
  readonly #streams = new Set<Client>();
  #pool: Pool | undefined;
  #poolTls: TlsOptions | undefined;
  #postponedUntil = 0;
  #closed = false;

  constructor(connection: Connection, options: TransportOptions) {
    const url = new URL(connection.server);
    this.#connection = connection;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#origin = url.origin;
    this.#host = url.host;
    this.#prefix = url.pathname.replace(/\/+$/, '');
  }

  /** The namespace that our credentials belong to. */
  get namespace(): string {
    return this.#connection.namespace;
  }

  /** Reads one object. */
  get<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    options?: CallOptions,
  ): Promise<T> {
    return this.request<T>({
      ...options,
      method: 'GET',
      path: resourcePath(resource, ref),
      resource: metricName(resource, ref),
    });
  }

  /** Reads one page of a collection: all of it unless `limit` is given. */
  list<T extends KubeObject>(
    resource: Resource,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    const { signal, userAgent, namespace, metadataOnly, ...query } = options;
    return this.request<KubeList<T>>({
      signal,
      userAgent,
      method: 'GET',
      verb: 'list',
      path: resourcePath(resource, { namespace }),
      query,
      accept: metadataOnly ? METADATA_ONLY_LIST : undefined,
      resource: metricName(resource),
    });
  }

  /** Creates an object in the namespace that its metadata names. */
  create<T extends KubeObject>(
    resource: Resource,
    object: T,
    options?: WriteOptions & { subresource?: string },
  ): Promise<T> {
    const { namespace, name } = object.metadata ?? {};
    const { subresource } = options ?? {};
    const ref = subresource ? { namespace, name, subresource } : { namespace };
    return this.#write<T>('POST', resource, ref, withKind(resource, object), {
      options,
    });
  }

  /** Replaces an object; with a `resourceVersion` in its metadata only if nobody changed it since. */
  replace<T extends KubeObject>(
    resource: Resource,
    object: T,
    options?: WriteOptions & { subresource?: string },
  ): Promise<T> {
    const { namespace, name } = object.metadata ?? {};
    const ref = { namespace, name, subresource: options?.subresource };
    return this.#write<T>('PUT', resource, ref, withKind(resource, object), {
      options,
    });
  }

  /** Changes an object, or one of its subresources. */
  patch<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    patch: Patch,
    options?: WriteOptions,
  ): Promise<T> {
    return this.#write<T>('PATCH', resource, ref, patch.body, {
      options,
      contentType: PATCH_TYPES[patch.type],
      query: patch.type === 'apply' ? { force: patch.force } : undefined,
    });
  }

  /**
   * Deletes an object. The reply is the object with a `deletionTimestamp` while it still ends (finalizers, a pod's grace
   * period); when it is gone, a {@link Status} or, for some resources, the object as it was.
   */
  delete<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    options: DeleteOptions = {},
  ): Promise<T | Status> {
    const { uid, resourceVersion, propagationPolicy, gracePeriodSeconds } =
      options;
    const preconditions =
      uid || resourceVersion ? { uid, resourceVersion } : undefined;
    const body = { preconditions, propagationPolicy, gracePeriodSeconds };
    return this.#write<T | Status>('DELETE', resource, ref, body, { options });
  }

  /** Makes a request and reads its JSON reply; an empty one is `undefined`. */
  async request<T>(request: RawRequest): Promise<T> {
    const started = this.#clock.now();
    let status = 0;
    try {
      const reply = await this.#send(request, (credentials, parameters) =>
        this.#poolFor(credentials.tls).request(parameters),
      );
      const text = await reply.body.text();
      status = reply.statusCode;
      return (text ? JSON.parse(text) : undefined) as T;
    } catch (error) {
      const failure = describeFailure(error, request, this.#origin, status);
      status = failure instanceof KubeError ? failure.status : status;
      throw failure;
    } finally {
      this.#report(request, status, started);
    }
  }

  /**
   * Opens a reply that goes on, on a connection of its own that ends with it.
   *
   * @throws as {@link Transport.request}, until the reply has begun; afterwards its `body` throws what the connection says.
   */
  async stream(request: RawRequest): Promise<Stream> {
    const started = this.#clock.now();
    let status = 0;
    let client: Client | undefined;
    const close = () => {
      if (client) {
        this.#streams.delete(client);
        client.destroy().catch(() => {});
      }
    };
    try {
      const { body, statusCode } = await this.#send(
        request,
        (credentials, parameters) => {
          close();
          // Whoever reads a watch decides how long a silence may be.
          client = new Client(this.#origin, {
            ...this.#clientOptions(credentials.tls),
            bodyTimeout: 0,
          });
          this.#streams.add(client);
          return client.request(parameters);
        },
      );
      status = statusCode;
      // Closing breaks the body; without a listener that would end the process.
      body.on('error', () => {});
      return { body, close };
    } catch (error) {
      close();
      const failure = describeFailure(error, request, this.#origin, status);
      status = failure instanceof KubeError ? failure.status : status;
      throw failure;
    } finally {
      this.#report(request, status, started);
    }
  }

  /** Breaks off what is still running and closes every socket; calls made afterwards fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      [this.#pool, ...this.#streams].map(dispatcher => dispatcher?.destroy()),
    );
    this.#pool = undefined;
    this.#streams.clear();
  }

  #write<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    resource: Resource,
    ref: ObjectRef,
    body: object,
    {
      options = {},
      contentType,
      query,
    }: { options?: WriteOptions; contentType?: string; query?: Query },
  ): Promise<T> {
    const fieldManager =
      options.fieldManager ??
      this.#options.fieldManager ??
      this.#options.userAgent.split('/')[0];
    return this.request<T>({
      signal: options.signal,
      userAgent: options.userAgent,
      method,
      path: resourcePath(resource, ref),
      query: {
        ...query,
        // A delete owns no fields.
        fieldManager: method === 'DELETE' ? undefined : fieldManager,
        dryRun: options.dryRun ? 'All' : undefined,
      },
      body,
      contentType,
      resource: metricName(resource, ref),
    });
  }

  /** Sends a request until the server neither puts it off nor refuses credentials that can be renewed. */
  async #send(
    request: RawRequest,
    dispatch: (
      credentials: Credentials,
      parameters: Dispatcher.RequestOptions,
    ) => Promise<Dispatcher.ResponseData>,
  ): Promise<Dispatcher.ResponseData> {
    const body =
      request.body === undefined ? undefined : JSON.stringify(request.body);
    let credentials: Credentials | undefined;
    let rejected: Credentials | undefined;
    for (let postponements = 0; ;) {
      await this.#permission(request.signal);
      credentials = await this.#connection.credentials(rejected);
      if (this.#closed) {
        throw new errors.ClientClosedError('The transport is closed');
      }
      const reply = await dispatch(credentials, {
        method: request.method,
        path: this.#prefix + request.path + queryString(request.query),
        headers: {
          ...credentials.headers,
          accept: request.accept ?? JSON_TYPE,
          'user-agent': request.userAgent ?? this.#options.userAgent,
          ...(body !== undefined && {
            'content-type': request.contentType ?? JSON_TYPE,
          }),
        },
        body,
        signal: request.signal,
      });
      if (reply.statusCode < 300) {
        return reply;
      }
      const error = await errorFromReply(reply, request);
      if (error.status === 429 && error.retryAfterMs !== undefined) {
        this.#postpone(error.retryAfterMs);
        if (++postponements <= MAX_POSTPONEMENTS) {
          continue;
        }
      }
      if (error.status === 401 && !rejected) {
        rejected = credentials;
        continue;
      }
      throw error;
    }
  }

  /** Waits while the server wants to be left alone. */
  async #permission(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    for (;;) {
      const wait = this.#postponedUntil - this.#clock.now();
      if (wait <= 0) {
        return;
      }
      await sleep(this.#clock, wait, signal);
    }
  }

  #postpone(ms: number): void {
    this.#postponedUntil = Math.max(
      this.#postponedUntil,
      this.#clock.now() + ms,
    );
  }

  #poolFor(tls: TlsOptions): Pool {
    if (!this.#pool || this.#poolTls !== tls) {
      // The old one finishes what it has begun. An error then belongs to those calls, which report it.
      this.#pool?.close().catch(() => {});
      this.#poolTls = tls;
      this.#pool = new Pool(this.#origin, {
        ...this.#clientOptions(tls),
        connections: this.#options.connections ?? 32,
      });
    }
    return this.#pool;
  }

  #clientOptions(tls: TlsOptions): Client.Options {
    const timeout = this.#options.timeoutMs ?? 30_000;
    return {
      allowH2: false,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: {
        ...tls,
        timeout: CONNECT_TIMEOUT_MS,
        keepAlive: true,
        keepAliveInitialDelay: TCP_PROBE_MS,
      },
    };
  }

  #report(request: RawRequest, status: number, started: number): void {
    this.#options.onRequest?.({
      verb: request.verb ?? VERBS[request.method],
      resource: request.resource ?? '',
      method: request.method,
      host: this.#host,
      status,
      durationMs: this.#clock.now() - started,
    });
  }
}

function metricName(resource: Resource, ref: ObjectRef = {}): string {
  return ref.subresource
    ? `${resource.plural}/${ref.subresource}`
    : resource.plural;
}

/** The server needs both names; items of lists, from which objects are often made, come without. */
function withKind<T extends KubeObject>(resource: Resource, object: T): T {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    ...object,
  };
}

function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
