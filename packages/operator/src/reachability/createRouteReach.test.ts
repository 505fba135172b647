import { once } from 'node:events';
import { type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { Authority } from '@backstage-vdi/cluster/src/pki/authority';
import { ManualClock } from '@backstage-vdi/kube/testing';
import { createRouteReach } from './createRouteReach';
import type { RouteAnswer } from './routeReach';

const HOST = 'alice.vdi.example.com';
const YEAR_MS = 365 * 24 * 3_600_000;

describe('the way through Traefik', () => {
  const sockets = new Set<Socket>();
  let authority: Authority;
  let server: Server | TcpServer;
  let answer: RequestListener;

  async function listen(made: Server | TcpServer): Promise<string> {
    server = made;
    made.on('connection', socket => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    made.listen(0, '127.0.0.1');
    await once(made, 'listening');
    return `https://127.0.0.1:${(made.address() as AddressInfo).port}`;
  }

  /** A server with a certificate for these names. */
  async function serve(hosts = ['*.vdi.example.com']): Promise<string> {
    const { cert, key } = await authority.issue({ commonName: 'any', hosts });
    return listen(
      createServer({ cert, key }, (request, reply) => answer(request, reply)),
    );
  }

  const ask = (
    url: string,
    options: Parameters<typeof createRouteReach>[1] = {},
    { page = '/healthz', clock = new ManualClock() } = {},
  ): Promise<RouteAnswer> =>
    createRouteReach(url, options).ask({ host: HOST, path: page }, { clock });

  beforeAll(async () => {
    authority = await Authority.create('A company');
  });
  beforeEach(() => {
    answer = (_, reply) => reply.end('it runs');
  });
  afterEach(async () => {
    sockets.forEach(socket => socket.destroy());
    sockets.clear();
    if (server?.listening) {
      server.close();
      await once(server, 'close');
    }
  });

  it('asks as a browser does, without credentials, and leaves nothing behind', async () => {
    const seen: unknown[] = [];
    answer = ({ method, url, headers, socket }, reply) => {
      const { servername } = socket as Socket & { servername?: string };
      seen.push({ method, url, headers, servername });
      reply.end();
    };
    const clock = new ManualClock();
    expect(await ask(await serve(), {}, { clock })).toEqual({
      kind: 'status',
      status: 200,
    });
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/healthz',
        headers: {
          host: HOST,
          'user-agent': 'vdi-operator',
          connection: 'close',
        },
        servername: HOST,
      },
    ]);
    expect(clock.timers).toBe(0);
  });

  it.each([302, 404, 503])('tells a %d as it is', async status => {
    answer = (_, reply) => {
      reply.writeHead(status, { location: 'https://elsewhere.example' }).end();
    };
    expect(await ask(await serve())).toEqual({ kind: 'status', status });
  });

  it('needs no end of what is answered', async () => {
    answer = (_, reply) => {
      reply.write('more and more');
    };
    expect(await ask(await serve())).toMatchObject({ status: 200 });
  });

  it.each([
    ['expired', YEAR_MS + 1_000, /expired on \d{4}-/],
    ['is not valid yet', -2 * YEAR_MS, /is valid from .* on only/],
  ])('says that a certificate %s', async (_, ms, problem) => {
    const now = () => Date.now() + ms;
    expect(await ask(await serve(), { now })).toEqual({
      kind: 'certificate',
      problem: expect.stringMatching(problem),
    });
  });

  it('says whom a certificate is for instead', async () => {
    expect(await ask(await serve(['portal.example.com']))).toEqual({
      kind: 'certificate',
      problem: `The certificate for ${HOST} is made out to others (DNS:portal.example.com)`,
    });
  });

  it('judges who issued it only where it was told who has to', async () => {
    const url = await serve();
    expect(await ask(url)).toMatchObject({ status: 200 });
    expect(await ask(url, { ca: authority.pem.cert })).toMatchObject({
      status: 200,
    });
    const other = await Authority.create('Another company');
    expect(await ask(url, { ca: other.pem.cert })).toEqual({
      kind: 'certificate',
      problem: expect.stringMatching(/issued by nobody that is trusted/),
    });
  });

  it('says that there is no certificate where the server knows no such name', async () => {
    // The alert "unrecognized_name" in answer to whatever a client says.
    const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 112]);
    const url = await listen(
      createTcpServer(socket => socket.once('data', () => socket.end(alert))),
    );
    expect(await ask(url)).toEqual({
      kind: 'certificate',
      problem: `Traefik has no certificate for ${HOST}`,
    });
  });

  it('says that nobody is there', async () => {
    const url = await serve();
    server.close();
    await once(server, 'close');
    expect(await ask(url)).toEqual({
      kind: 'unreachable',
      problem: 'ECONNREFUSED',
    });
  });

  it('waits 2 s for a connection', async () => {
    const clock = new ManualClock();
    const url = await listen(
      createTcpServer(socket =>
        socket.once('data', () => clock.advance(2_000)),
      ),
    );
    expect(await ask(url, {}, { clock })).toEqual({
      kind: 'unreachable',
      problem: 'timeout',
    });
  });

  it('waits 2 s for an answer', async () => {
    const clock = new ManualClock();
    answer = () => clock.advance(2_000);
    expect(await ask(await serve(), {}, { clock })).toEqual({
      kind: 'silence',
    });
  });

  it('takes a connection that breaks off for no answer', async () => {
    answer = ({ socket }) => socket.destroy();
    expect(await ask(await serve())).toEqual({ kind: 'silence' });
  });

  it('does not fail on a path that cannot be sent', async () => {
    expect(await ask(await serve(), {}, { page: '/桌面' })).toEqual({
      kind: 'unreachable',
      problem: 'ERR_UNESCAPED_CHARACTERS',
    });
  });
});
