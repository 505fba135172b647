import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import { Authority } from '@backstage-vdi/cluster/src/pki/authority';
import type { Resource } from '@backstage-vdi/kube';
import { ROUTING_KINDS } from '../src/routes/rendererOf';
import { movePod } from './kubelet';
import { machineAddress } from './machineAddress';
import { runOperator, type RunningOperator } from './runOperator';
import { testCluster } from './testCluster';
import { type Any, TestNamespace } from './TestNamespace';

const traefik = (plural: string, kind: string): Resource => ({
  group: 'traefik.io',
  version: 'v1alpha1',
  plural,
  kind,
  namespaced: true,
});

/** Between two questions whether Traefik knows a route by now: it tells nobody. Milliseconds. */
const ASK_EVERY_MS = 20;

/** A desktop as small as they come: says who it is and what it was asked, and echoes what comes over a WebSocket. */
async function serve(
  desktop: Server,
  address: string,
  name: string,
): Promise<number> {
  desktop.on('request', ({ headers, url }: IncomingMessage, reply) => {
    const { host, 'x-gate': gate } = headers;
    reply.end(JSON.stringify({ name, host, gate, url }));
  });
  desktop.on('upgrade', (_, socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    socket.pipe(socket);
  });
  desktop.listen(0, address);
  await once(desktop, 'listening');
  return (desktop.address() as AddressInfo).port;
}

describe.each(ROUTING_KINDS)('a route of kind %s through Traefik', kind => {
  const address = machineAddress();
  const servers: Server[] = [];
  let cluster: Cluster;
  let ca: string;
  let ns: TestNamespace;
  let run: RunningOperator;

  beforeAll(async () => {
    cluster = await testCluster();
    ca = await readFile(cluster.traefik.caFile, 'utf8');
    ns = await TestNamespace.create(kind);
    await ns.transport.create<Any>(traefik('middlewares', 'Middleware'), {
      metadata: { namespace: ns.name, name: 'gate' },
      spec: { headers: { customRequestHeaders: { 'X-Gate': 'passed' } } },
    });
    await ns.transport.create<Any>(
      traefik('serverstransports', 'ServersTransport'),
      {
        metadata: { namespace: ns.name, name: 'self-signed' },
        spec: { insecureSkipVerify: true },
      },
    );
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      routingKind: kind,
      forwardAuth: 'gate',
      serversTransport: 'self-signed',
      stickySessions: true,
      hostLabel: '{user}',
    });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
    for (const server of servers) server.close();
  });

  /** Makes a session whose desktop is to be a server of this machine. */
  async function session(
    name: string,
    user: string,
    server: Server = createServer(),
    scheme: 'http' | 'https' = 'http',
  ): Promise<void> {
    servers.push(server);
    const port = await serve(server, address, name);
    const template = await ns.template({
      runtime: { type: 'custom', port, scheme },
    });
    await ns.session(name, { template, user });
  }

  /** Resolves with the session's host when it runs, on this machine. */
  async function running(name: string): Promise<string> {
    const { host = '' } = await ns.untilPhase(name, 'Running');
    await movePod(ns, name, address);
    return host;
  }

  /** Asks as a browser does. */
  const ask = (host: string, headers: object = {}) =>
    request({
      host: '127.0.0.1',
      port: cluster.traefik.port,
      servername: host,
      ca,
      path: '/page?x=1',
      headers: { host, ...headers },
      agent: false,
    }).end();

  /** One answer, as it is. */
  async function answer(host: string) {
    const [reply] = (await once(ask(host), 'response')) as [IncomingMessage];
    const parts = await reply.toArray();
    return {
      status: reply.statusCode,
      cookies: reply.headers['set-cookie'] ?? [],
      text: Buffer.concat(parts).toString(),
    };
  }

  /** The first answer of this status. */
  async function untilAnswer(host: string, status = 200) {
    for (;;) {
      const found = await answer(host);
      if (found.status === status) return found;
      await sleep(ASK_EVERY_MS);
    }
  }

  it('leads to the desktop, past what guards it', async () => {
    await session('plain', 'carol@example.com');
    const host = await running('plain');
    const { text, cookies } = await untilAnswer(host);
    expect(JSON.parse(text)).toEqual({
      name: 'plain',
      host,
      gate: 'passed',
      url: '/page?x=1',
    });
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-vdi-server=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  it('lets WebSockets through', async () => {
    const host = ns.status('plain').host ?? '';
    const asked = ask(host, {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.from('sixteen bytes ok').toString('base64'),
    });
    const [reply, socket] = await once(asked, 'upgrade');
    expect(reply.statusCode).toBe(101);
    socket.write('there and back');
    const [echo] = await once(socket, 'data');
    expect(echo.toString()).toBe('there and back');
    socket.destroy();
  });

  it('leads to a desktop that speaks TLS with a certificate of its own making', async () => {
    const authority = await Authority.create('desktop', 'desktop');
    const server = createTlsServer(
      await authority.issue({ commonName: 'desktop', hosts: ['desktop'] }),
    );
    await session('tls', 'dave@example.com', server, 'https');
    const host = await running('tls');
    const { text } = await untilAnswer(host);
    expect(JSON.parse(text).host).toBe(host);
  });

  it('leads nowhere when its session is gone', async () => {
    const host = ns.status('plain').host ?? '';
    await ns.deleteSession('plain');
    await ns.untilGone({ route: ['plain'] });
    const { text } = await untilAnswer(host, 404);
    expect(text).toBe('404 page not found\n');
  });

  it('leads from a plain host name to one of two that claim it, and to the other when that is gone', async () => {
    await session('first', 'alice@example.com');
    const host = await running('first');
    expect(host).toBe('alice.vdi.localhost');
    await untilAnswer(host);

    const answers: string[] = [];
    let over = false;
    const asking = (async () => {
      while (!over && answers.at(-1) !== 'second') {
        const { status, text } = await answer(host);
        const who = status === 200 ? JSON.parse(text).name : 'nobody';
        if (answers.at(-1) !== who) answers.push(who);
        await sleep(ASK_EVERY_MS);
      }
    })();
    try {
      await session('second', 'alice@example.org');
      await ns.untilPhase('second', 'Pending', 'HostNameTaken');
      expect(ns.condition('second', 'Ready')?.message).toBe(
        'The host name "alice.vdi.localhost" belongs to a desktop of somebody else. This one starts when that is deleted; an administrator can give desktops other host names.',
      );
      await ns.deleteSession('first');
      expect(await running('second')).toBe(host);
      await asking;
    } finally {
      over = true;
    }
    expect(answers.filter(who => who !== 'nobody')).toEqual([
      'first',
      'second',
    ]);
  });
});
