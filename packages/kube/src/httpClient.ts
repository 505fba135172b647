import { Client, Dispatcher, errors, Pool } from 'undici';
import { checkBeforeSend } from './checkBeforeSend';
import { Clock, systemClock } from './clock';
import { Connection, Credentials, TlsOptions } from './connection';
import { Http } from './http';
import { describeFailure, errorFromReply, isUntrusted } from './reply';
import {
  queryString,
  RawRequest,
  RequestInfo,
  Stream,
  verbOf,
} from './request';
import { ServerClock } from './serverClock';
import { ServerPause } from './serverPause';
import { unlessAborted, withAnySignal } from './signals';

/** Options of an {@link HttpClient}. */
export interface HttpClientOptions {
  /** Who we are in the server's audit log and flow control, as `name/version`. */
  userAgent: string;
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

const JSON_TYPE = 'application/json';

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

type Dispatch = (
  credentials: Credentials,
  parameters: Dispatcher.RequestOptions,
) => Promise<Dispatcher.ResponseData>;

/**
 * Exchanges JSON with one API server over a small pool of HTTP/1.1 connections.
 *
 * HTTP/1.1 because one HTTP/2 connection makes events wait behind writes, and undici's pool is faster with it. There is no rate
 * limit of our own: the API server's priority and fairness decides, and a 429 with `Retry-After` stops all calls until then.
 */
export class HttpClient implements Http {
  readonly #connection: Connection;
  readonly #options: HttpClientOptions;
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #pause: ServerPause;
  readonly #url: URL;
  /** Whatever may have an open socket. */
  readonly #dispatchers = new Set<Client | Pool>();
  #pool: Pool | undefined;
  #poolTls: TlsOptions | undefined;
  /** Ends what waits; what is sent ends with its connection. */
  readonly #closing = new AbortController();

  /** @param serverClock - shared by those that speak to the same server. */
  constructor(
    connection: Connection,
    options: HttpClientOptions,
    serverClock = new ServerClock(options.clock ?? systemClock),
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#serverClock = serverClock;
    this.#pause = new ServerPause(this.#clock);
    this.#url = new URL(connection.server);
  }

  async request<T>(request: RawRequest): Promise<T> {
    let status = 0;
    let refusal: unknown;
    const check = () => {
      try {
        request.beforeSend?.();
      } catch (error) {
        refusal = error;
        throw error;
      }
    };
    try {
      const reply = await this.#send(request, ({ tls }, parameters) => {
        const pool = this.#poolFor(tls);
        return request.beforeSend
          ? pool.compose(checkBeforeSend(check)).request(parameters)
          : pool.request(parameters);
      });
      status = reply.statusCode;
      const text = await reply.body.text();
      return (text ? JSON.parse(text) : undefined) as T;
    } catch (error) {
      throw error === refusal
        ? error
        : describeFailure(error, request, this.#url.origin, status);
    }
  }

  async stream(request: RawRequest): Promise<Stream> {
    let close = () => {};
    try {
      const { body } = await this.#send(
        request,
        async ({ tls }, parameters) => {
          close();
          // Whoever reads a watch decides how long a silence may be.
          const options = { ...this.#clientOptions(tls), bodyTimeout: 0 };
          const client = new Client(this.#url.origin, options);
          this.#dispatchers.add(client);
          close = () => this.#retire(client, client.destroy());
          const reply = await client.request(parameters);
          if (reply.statusCode >= 300) {
            // But an error is read by us.
            const cancel = this.#clock.after(this.#timeoutMs, close);
            reply.body.once('close', cancel);
          }
          return reply;
        },
      );
      // Closing breaks the body; without a listener that would end the process.
      body.on('error', () => {});
      return { body, close };
    } catch (error) {
      close();
      throw describeFailure(error, request, this.#url.origin, 0);
    }
  }

  apart(connections: number): Http {
    return new HttpClient(
      this.#connection,
      { ...this.#options, connections },
      this.#serverClock,
    );
  }

  serverTime(): number | undefined {
    return this.#serverClock.now();
  }

  async close(): Promise<void> {
    this.#closing.abort(
      new errors.ClientClosedError('The transport is closed'),
    );
    await Promise.all([...this.#dispatchers].map(each => each.destroy()));
  }

  /** Sends a request until the server neither puts it off nor refuses credentials that can be renewed. */
  #send(
    request: RawRequest,
    dispatch: Dispatch,
  ): Promise<Dispatcher.ResponseData> {
    const closing = this.#closing.signal;
    const signals = request.signal ? [closing, request.signal] : [closing];
    return withAnySignal(signals, waiting =>
      this.#sendUnless(waiting, request, dispatch),
    );
  }

  /** @param waiting - breaks off what is not sent. */
  async #sendUnless(
    waiting: AbortSignal,
    request: RawRequest,
    dispatch: Dispatch,
  ): Promise<Dispatcher.ResponseData> {
    const body =
      request.body === undefined ? undefined : JSON.stringify(request.body);
    let rejected: Credentials | undefined;
    for (let postponements = 0; ;) {
      await this.#pause.over(waiting, request.expendable);
      const credentials = await unlessAborted(
        this.#connection.credentials(rejected),
        waiting,
      );
      // It may have been closed since they came.
      waiting.throwIfAborted();
      let reply: Dispatcher.ResponseData;
      try {
        reply = await this.#attempt(request, body, credentials, dispatch);
      } catch (error) {
        if (rejected || !isUntrusted(error)) {
          throw error;
        }
        // The server's certificate was renewed by an authority that we may be told of only now.
        rejected = credentials;
        continue;
      }
      if (reply.statusCode < 300) {
        return reply;
      }
      const error = await errorFromReply(reply, request);
      if (error.status === 429 && error.retryAfterMs !== undefined) {
        this.#pause.ask(error, error.retryAfterMs);
        postponements += 1;
        if (request.expendable || postponements > MAX_POSTPONEMENTS) {
          throw error;
        }
      } else if (error.status === 401 && !rejected) {
        rejected = credentials;
      } else {
        throw error;
      }
    }
  }

  async #attempt(
    request: RawRequest,
    body: string | undefined,
    credentials: Credentials,
    dispatch: Dispatch,
  ): Promise<Dispatcher.ResponseData> {
    const started = this.#clock.now();
    let status = 0;
    try {
      const reply = await dispatch(credentials, {
        method: request.method,
        path: `${this.#url.pathname.replace(/\/+$/, '')}${request.path}${queryString(request.query)}`,
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
      status = reply.statusCode;
      this.#serverClock.observe(reply.headers.date);
      return reply;
    } finally {
      this.#options.onRequest?.({
        verb: verbOf(request),
        resource: request.resource ?? '',
        method: request.method,
        host: this.#url.host,
        status,
        durationMs: this.#clock.now() - started,
      });
    }
  }

  #poolFor(tls: TlsOptions): Pool {
    if (this.#pool && this.#poolTls === tls) {
      return this.#pool;
    }
    if (this.#pool) {
      // It finishes what it has begun.
      this.#retire(this.#pool, this.#pool.close());
    }
    this.#pool = new Pool(this.#url.origin, {
      ...this.#clientOptions(tls),
      connections: this.#options.connections ?? 32,
    });
    this.#poolTls = tls;
    this.#dispatchers.add(this.#pool);
    return this.#pool;
  }

  /** Forgets a dispatcher when its sockets are closed. What fails meanwhile fails for the calls that it carries. */
  #retire(dispatcher: Client | Pool, closed: Promise<void>): void {
    const forget = () => this.#dispatchers.delete(dispatcher);
    closed.then(forget, forget);
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? 30_000;
  }

  #clientOptions(tls: TlsOptions): Client.Options {
    return {
      allowH2: false,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
      connect: {
        ...tls,
        timeout: CONNECT_TIMEOUT_MS,
        keepAlive: true,
        keepAliveInitialDelay: TCP_PROBE_MS,
      },
    };
  }
}
