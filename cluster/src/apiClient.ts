import { Agent, request } from 'node:https';
import { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { PemPair } from './pki/authority';

/** What the start of a cluster needs to know of an object. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  status?: {
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
    conditions?: { type: string; status: string }[];
    token?: string;
  };
}

/** The API server refused a call. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The few calls to the API server that starting a cluster takes. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(
    private readonly server: string,
    ca: string,
    { cert, key }: PemPair,
    private readonly signal: AbortSignal,
  ) {
    this.agent = new Agent({ keepAlive: true, ca, cert, key });
  }

  /** GET; the answer's text. Throws {@link ApiError} and what sockets throw. */
  async get(path: string): Promise<string> {
    return readAll(await this.open('GET', path));
  }

  /** POST of an object in YAML or JSON to a collection. Does nothing when it exists. */
  async create(path: string, object: string): Promise<KubeObject | undefined> {
    try {
      const type = 'application/yaml';
      return JSON.parse(
        await readAll(await this.open('POST', path, object, type)),
      );
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) return undefined;
      throw error;
    }
  }

  /** JSON patch (RFC 6902). */
  async patch(path: string, operations: object[]): Promise<void> {
    const type = 'application/json-patch+json';
    await readAll(
      await this.open('PATCH', path, JSON.stringify(operations), type),
    );
  }

  /** The objects of a collection as they are now and whenever they change, for ever; reconnects. */
  async *watch(path: string): AsyncGenerator<KubeObject> {
    const query = `${path.includes('?') ? '&' : '?'}watch=true&resourceVersion=0`;
    for (;;) {
      try {
        const response = await this.open('GET', path + query);
        for await (const line of linesOf(response)) {
          const event = JSON.parse(line);
          if (event.type !== 'ERROR') yield event.object;
        }
      } catch {
        // Not served yet, or cut off: the next connection begins with the state of then.
        this.signal.throwIfAborted();
      }
      await delay(50, undefined, { signal: this.signal });
    }
  }

  /** Ends all connections. */
  close(): void {
    this.agent.destroy();
  }

  private open(
    method: string,
    path: string,
    body?: string,
    type?: string,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.server),
        {
          method,
          agent: this.agent,
          signal: this.signal,
          headers: {
            accept: 'application/json',
            ...(type && { 'content-type': type }),
          },
        },
        response => {
          const status = response.statusCode ?? 0;
          if (status < 400) {
            resolve(response);
          } else {
            readAll(response).then(
              text =>
                reject(new ApiError(status, `${method} ${path}: ${text}`)),
              reject,
            );
          }
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

/** Not readline's: that one leaves the connection open when its reader leaves. */
async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
