import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Verdict } from './describeReadiness';

/** What the server answers with. */
export interface HttpServerOptions {
  /** 0 has the system choose one. */
  port: number;
  /** Default: all of the machine's addresses. */
  address?: string;
  /** For `/healthz`. */
  live(): Verdict;
  /** For `/readyz`. */
  ready(): Verdict;
  metrics: {
    readonly contentType: string;
    text(): Promise<string>;
  };
}

/** A running server. */
export interface HttpServer {
  readonly port: number;
  /** Resolves when it listens no more; open connections are closed. */
  close(): Promise<void>;
}

/** The address cannot be listened on; the message says why and which setting changes it. */
export class HttpServerError extends Error {
  readonly name = 'HttpServerError';
  readonly code = 'VDI_HTTP';
}

/**
 * Answers `/healthz`, `/readyz` and `/metrics`, for whoever reaches it: the answers name no session and no user.
 *
 * @throws HttpServerError when the address cannot be listened on.
 */
export async function startHttpServer(
  options: HttpServerOptions,
): Promise<HttpServer> {
  const { port, address } = options;
  const server = createServer((request, response) => {
    answer(options, request, response).catch(error => {
      response.writeHead(500).end(`${error}\n`);
    });
  });
  server.listen(port, address);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new HttpServerError(
      `Port ${port} for health and metrics cannot be listened on: ${(cause as Error).message}. VDI_HTTP_PORT and VDI_HTTP_ADDRESS name another; port 0 turns them off.`,
      { cause },
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { live, ready, metrics }: HttpServerOptions,
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body: string, type = 'text/plain') =>
    response.writeHead(status, { 'content-type': type }).end(body);
  const tell = ({ ok, words }: Verdict) => say(ok ? 200 : 503, `${words}\n`);

  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    say(405, 'Only GET and HEAD\n');
    return;
  }
  switch (url.split('?')[0]) {
    case '/healthz':
      tell(live());
      break;
    case '/readyz':
      tell(ready());
      break;
    case '/metrics':
      say(200, await metrics.text(), metrics.contentType);
      break;
    default:
      say(404, 'There are /healthz, /readyz and /metrics\n');
  }
}
