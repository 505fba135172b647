import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, ServerOptions } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { Connection } from '../connection';
import { KubeObject } from '../object';
import { Resource } from '../resource';
import { Recorder } from './Recorder';

/** The only resource this server serves. */
export const THING: Resource = {
  group: 'test.example.com',
  version: 'v1',
  plural: 'things',
  kind: 'Thing',
  namespaced: true,
};

export interface Thing extends KubeObject {
  spec?: { size?: number; text?: string };
}

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers a request in place of the server; returns false to let the server answer. */
export type Misbehaviour = (
  request: SeenRequest,
  response: ServerResponse,
) => boolean;

interface LogEntry {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: Thing;
  version: number;
}

/** One open watch, to be broken in every way. */
export class OpenWatch {
  /** Resolves when its socket is closed, by either side. */
  readonly closed: Promise<unknown>;

  constructor(
    readonly request: SeenRequest,
    private readonly response: ServerResponse,
  ) {
    this.closed = new Promise(resolve => {
      response.socket?.once('close', resolve);
    });
  }

  send(type: string, object: unknown): void {
    this.sendRaw(`${JSON.stringify({ type, object })}\n`);
  }

  sendRaw(bytes: string | Uint8Array): void {
    if (!this.response.writableEnded) {
      this.response.write(bytes);
    }
  }

  bookmark(resourceVersion: number | string, annotations?: object): void {
    const metadata = { resourceVersion: String(resourceVersion), annotations };
    this.send('BOOKMARK', { kind: 'Thing', metadata });
  }

  /** Ends it in good order, as the server does after its time. */
  end(): void {
    this.response.end();
  }

  /** FIN with the reply incomplete. */
  finish(): void {
    this.response.socket?.destroy();
  }

  /** RST. */
  reset(): void {
    this.response.socket?.resetAndDestroy();
  }
}

/** Speaks as much of the API as one resource needs, and can be told to misbehave. */
export class FakeApiServer {
  readonly requests = new Recorder<SeenRequest>();
  readonly watches = new Recorder<OpenWatch>();
  readonly sockets = new Set<Socket>();
  /** False: the CRD is not installed. */
  installed = true;
  /** False: a server without streamed lists. */
  streamsLists = true;
  misbehave: Misbehaviour = () => false;
  #server: Server;
  #objects = new Map<string, Thing>();
  #log: LogEntry[] = [];
  #version = 100;
  #compacted = 0;
  #open = new Set<OpenWatch>();

  private constructor(private readonly tls?: ServerOptions) {
    const listener = (req: IncomingMessage, res: ServerResponse) => {
      this.#receive(req, res).catch(error => res.destroy(error));
    };
    this.#server = tls
      ? createTlsServer(tls, listener)
      : createServer(listener);
    // As an API server's 90 s: no idle connection is closed within a test but by the client.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
    });
  }

  static async start(tls?: ServerOptions): Promise<FakeApiServer> {
    const server = new FakeApiServer(tls);
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  get version(): number {
    return this.#version;
  }

  /** A connection without credentials. */
  connection(fields: Partial<Connection> = {}): Connection {
    const credentials = { tls: {}, headers: {} };
    return {
      server: this.url,
      namespace: 'default',
      credentials: async () => credentials,
      ...fields,
    };
  }

  /** All objects, by key. */
  get objects(): ReadonlyMap<string, Thing> {
    return this.#objects;
  }

  /** Creates or changes an object. */
  put(name: string, spec: Thing['spec'] = {}, namespace = 'default'): Thing {
    const key = `${namespace}/${name}`;
    const known = this.#objects.get(key);
    this.#version += 1;
    const object: Thing = {
      apiVersion: 'test.example.com/v1',
      kind: 'Thing',
      metadata: {
        name,
        namespace,
        uid: known?.metadata?.uid ?? `uid-${this.#version}`,
        resourceVersion: String(this.#version),
      },
      spec,
    };
    this.#objects.set(key, object);
    this.#append(known ? 'MODIFIED' : 'ADDED', object);
    return object;
  }

  remove(name: string, namespace = 'default'): void {
    const key = `${namespace}/${name}`;
    const known = this.#objects.get(key);
    if (!known) {
      return;
    }
    this.#version += 1;
    this.#objects.delete(key);
    this.#append('DELETED', {
      ...known,
      metadata: { ...known.metadata, resourceVersion: String(this.#version) },
    });
  }

  /** Forgets history: watches that want to resume from before now get 410. */
  compact(): void {
    this.#compacted = this.#version;
    this.#log = [];
  }

  /** Closes every connection and stops. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await new Promise(resolve => this.#server.close(resolve));
  }

  #append(type: LogEntry['type'], object: Thing): void {
    this.#log.push({ type, object, version: this.#version });
    for (const open of this.#open) {
      open.send(type, object);
    }
  }

  async #receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of req) {
      body += chunk;
    }
    const url = new URL(req.url ?? '', this.url);
    const request: SeenRequest = {
      method: req.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: req.headers,
      body,
    };
    this.requests.record(request);
    if (this.misbehave(request, res)) {
      return;
    }
    if (!this.installed) {
      res.writeHead(404).end('404 page not found\n');
      return;
    }
    if (request.query.get('watch') === 'true') {
      this.#watch(request, res);
    } else if (request.method === 'GET') {
      this.#list(request, res);
    } else {
      reply(res, 200, { metadata: {}, ...JSON.parse(body || '{}') });
    }
  }

  #list({ query }: SeenRequest, res: ServerResponse): void {
    const from = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? Infinity);
    const all = [...this.#objects.values()];
    reply(res, 200, {
      kind: 'ThingList',
      metadata: {
        resourceVersion: String(this.#version),
        continue: from + limit < all.length ? String(from + limit) : undefined,
      },
      items: all.slice(from, from + limit),
    });
  }

  #watch(request: SeenRequest, res: ServerResponse): void {
    const streamed = request.query.get('sendInitialEvents') === 'true';
    const from = Number(request.query.get('resourceVersion') ?? 0);
    if (streamed && !this.streamsLists) {
      fail(res, 422, 'Invalid', 'sendInitialEvents is forbidden');
      return;
    }
    const open = new OpenWatch(request, res);
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    if (!streamed && from < this.#compacted) {
      open.send('ERROR', statusOf(410, 'Expired', 'too old resource version'));
      open.end();
    } else if (streamed) {
      this.#objects.forEach(object => open.send('ADDED', object));
      open.bookmark(this.#version, { 'k8s.io/initial-events-end': 'true' });
    } else {
      this.#log
        .filter(entry => entry.version > from)
        .forEach(entry => open.send(entry.type, entry.object));
    }
    this.#open.add(open);
    res.on('close', () => this.#open.delete(open));
    this.watches.record(open);
  }
}

export function statusOf(code: number, reason: string, message: string) {
  return { kind: 'Status', status: 'Failure', code, reason, message };
}

/** Replies with JSON. */
export function reply(res: ServerResponse, code: number, body: unknown): void {
  res.writeHead(code, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** Replies with an error's Status. */
export function fail(
  res: ServerResponse,
  code: number,
  reason: string,
  message = reason,
  headers: Record<string, string> = {},
): boolean {
  res.writeHead(code, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(statusOf(code, reason, message)));
  return true;
}
