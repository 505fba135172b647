import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import {
  createServer as createTlsServer,
  Server as TlsServer,
} from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SecureContextOptions } from 'node:tls';
import { Pool } from 'undici';
import { Connection, TlsOptions } from '../connection';
import { FaultProxyAnswer } from './FaultProxyAnswer';
import {
  Fault,
  FaultRule,
  Interruption,
  ProxiedRequest,
} from './FaultProxyRule';

export type {
  Fault,
  FaultRule,
  Interruption,
  ProxiedRequest,
} from './FaultProxyRule';

/** A request that came. */
export interface LoggedRequest extends ProxiedRequest {
  /** When it came, in milliseconds of `performance.now()`. */
  at: number;
  /** What was done to it. */
  fault?: Fault;
  /** The API server's answer, once it has begun; undefined where there was none. */
  status?: number;
}

/** Headers of one connection, not of what travels over it (RFC 9110, 7.6.1). */
const OF_CONNECTION = [
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
  'expect',
];

/**
 * Stands on the loopback in front of a real API server and does to requests and answers what a test says. Without rules it changes
 * nothing. When the API server cannot be reached, connections to the proxy are closed.
 */
export class FaultProxy {
  /** How to reach the API server by way of the proxy: it adds the credentials. */
  readonly connection: Connection;
  /** Everything that came, in its order. */
  readonly requests: LoggedRequest[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #answers = new Set<FaultProxyAnswer>();
  readonly #rules = new Set<FaultRule & { left: number }>();
  readonly #pools = new Map<TlsOptions, Pool>();
  readonly #onRequest = new Set<(request: LoggedRequest) => void>();

  private constructor(
    private readonly upstream: Connection,
    private readonly server: Server | TlsServer,
  ) {
    const { port } = server.address() as AddressInfo;
    const credentials = { tls: {}, headers: {} };
    this.connection = {
      server: `${server instanceof TlsServer ? 'https' : 'http'}://127.0.0.1:${port}`,
      namespace: upstream.namespace,
      credentials: async () => credentials,
    };
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {});
    });
    server.on('request', (request, response) => {
      // undici takes it from the request that it fails to send.
      const { socket } = request;
      this.#receive(request, response).catch(() => socket.destroy());
    });
  }

  /**
   * Starts one in front of what `upstream` leads to.
   *
   * @param certificate - to speak TLS with; clients then need a connection of their own. Default: plain HTTP
   */
  static async start(
    upstream: Connection,
    certificate?: SecureContextOptions,
  ): Promise<FaultProxy> {
    const server = certificate ? createTlsServer(certificate) : createServer();
    // As an API server's 90 s: no idle connection is closed within a test but by the client.
    server.keepAliveTimeout = 0;
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new FaultProxy(upstream, server);
  }

  /** Does this to requests that come from now on; returns how to stop that. */
  add(rule: FaultRule): () => void {
    const added = { ...rule, left: rule.times ?? Infinity };
    this.#rules.add(added);
    return () => this.#rules.delete(added);
  }

  /** Forgets all rules. */
  clear(): void {
    this.#rules.clear();
  }

  /** Does this to answers that have begun and not ended: open watches, mostly. Returns to how many. */
  interrupt(
    match: (request: ProxiedRequest) => boolean,
    how: Interruption,
  ): number {
    const struck = [...this.#answers].filter(({ request }) => match(request));
    struck.forEach(answer => answer.interrupt(how));
    return struck.length;
  }

  /** The next such request, when it has come; its answer has not. */
  next(match: (request: ProxiedRequest) => boolean): Promise<LoggedRequest> {
    return new Promise(resolve => {
      const look = (request: LoggedRequest) => {
        if (match(request)) {
          this.#onRequest.delete(look);
          resolve(request);
        }
      };
      this.#onRequest.add(look);
    });
  }

  /** Speaks TLS with this certificate from now on; open connections stay. */
  renew(certificate: SecureContextOptions): void {
    if (this.server instanceof TlsServer) {
      this.server.setSecureContext(certificate);
    }
  }

  /** Requests whose answers have begun and not ended. */
  get open(): ProxiedRequest[] {
    return [...this.#answers].map(({ request }) => request);
  }

  /** Connections that clients have open. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Closes every connection and stops. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.#sockets.forEach(socket => socket.destroy());
    await closed;
    await Promise.all([...this.#pools.values()].map(pool => pool.destroy()));
  }

  async #receive(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { socket } = incoming;
    const { pathname: path, searchParams: query } = new URL(
      incoming.url ?? '',
      this.connection.server,
    );
    const { method = '', headers } = incoming;
    const isWatch = query.get('watch') === 'true';
    const asked: ProxiedRequest = { method, path, query, headers, isWatch };
    const fault = this.#faultOf(asked);
    const request: LoggedRequest = { ...asked, at: performance.now(), fault };
    this.requests.push(request);
    this.#onRequest.forEach(look => look(request));

    if (typeof fault === 'object' && 'status' in fault) {
      incoming.resume();
      answerWith(fault, response);
    } else if (fault === 'reset') {
      socket.resetAndDestroy();
    } else if (fault === 'fin') {
      incoming.resume();
      socket.end();
    } else if (fault === 'blackhole') {
      incoming.resume();
    } else {
      if (typeof fault === 'object' && 'delayMs' in fault) {
        await delay(fault.delayMs);
      } else if (typeof fault === 'object' && 'after' in fault) {
        await fault.after();
      }
      await this.#forward(incoming, response, request);
    }
  }

  #faultOf(request: ProxiedRequest): Fault | undefined {
    const rule = [...this.#rules].find(({ match }) => match(request));
    if (rule) {
      rule.left -= 1;
      if (rule.left <= 0) {
        this.#rules.delete(rule);
      }
    }
    return rule?.do;
  }

  async #forward(
    incoming: IncomingMessage,
    response: ServerResponse,
    request: LoggedRequest,
  ): Promise<void> {
    const { tls, headers } = await this.upstream.credentials();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const reply = await this.#poolFor(tls).request({
      method: request.method as 'GET',
      path: incoming.url ?? '',
      headers: { ...endToEnd(incoming.headers), ...headers },
      body: request.method === 'GET' ? null : incoming,
      signal: gone.signal,
    });
    request.status = reply.statusCode;
    const { fault } = request;
    if (fault === 'dropReply') {
      await reply.body.dump();
      response.socket?.resetAndDestroy();
      return;
    }
    const passed = endToEnd(reply.headers);
    if (typeof fault === 'object') {
      // What is cut into pieces comes without its length, so that each piece is a chunk to the reader.
      delete passed['content-length'];
    }
    response.writeHead(reply.statusCode, passed);
    response.flushHeaders();
    const answer = new FaultProxyAnswer(request, response, fault);
    this.#answers.add(answer);
    response.once('close', () => this.#answers.delete(answer));
    for await (const piece of reply.body) {
      await answer.pass(piece);
    }
    answer.end();
  }

  #poolFor(tls: TlsOptions): Pool {
    let pool = this.#pools.get(tls);
    if (!pool) {
      // Nothing here gives up before the client does.
      const timeouts = { headersTimeout: 0, bodyTimeout: 0 };
      pool = new Pool(new URL(this.upstream.server).origin, {
        ...timeouts,
        allowH2: false,
        connect: { ...tls },
      });
      this.#pools.set(tls, pool);
    }
    return pool;
  }
}

function answerWith(
  fault: { status: number; headers?: Record<string, string>; body?: unknown },
  response: ServerResponse,
): void {
  const { status, headers, body = '' } = fault;
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}

function endToEnd<T extends object>(headers: T): T {
  const entries = Object.entries(headers).filter(
    ([name]) => !OF_CONNECTION.includes(name),
  );
  return Object.fromEntries(entries) as T;
}
