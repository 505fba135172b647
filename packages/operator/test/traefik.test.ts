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
import { sayOfPod } from './kubelet';
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

/** A desktop as small as they come: says what it was asked, and echoes what comes over a WebSocket. */
async function serve(desktop: Server, address: string): Promise<number> {
  desktop.on('request', ({ headers, url }: IncomingMessage, reply) => {
    const { host, 'x-gate': gate } = headers;
    reply.end(JSON.stringify({ host, gate, url }));
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
  const plain = createServer();
  let tls: Server;
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
    });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
    plain.close();
    tls?.close();
  });

  /** Makes a desktop of a template; resolves with its host when it runs, on this machine. */
  async function desktop(
    name: string,
    port: number,
    scheme: 'http' | 'https' = 'http',
  ): Promise<string> {
    const template = await ns.template({
      runtime: { type: 'custom', port, scheme },
    });
    await ns.session(name, { template });
    const { host = '' } = await ns.untilPhase(name, 'Running');
    const podIPs = [{ ip: address }];
    await sayOfPod(ns, name, { podIP: address, podIPs });
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

  /** The first answer of this status, as text. */
  async function answer(host: string, status = 200) {
    for (;;) {
      const asked = ask(host);
      const [reply] = (await once(asked, 'response')) as [IncomingMessage];
      const parts = await reply.toArray();
      if (reply.statusCode === status) {
        return {
          cookies: reply.headers['set-cookie'] ?? [],
          text: Buffer.concat(parts).toString(),
        };
      }
      await sleep(ASK_EVERY_MS);
    }
  }

  it('leads to the desktop, past what guards it', async () => {
    const host = await desktop('plain', await serve(plain, address));
    const { text, cookies } = await answer(host);
    expect(JSON.parse(text)).toEqual({
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
    tls = createTlsServer(
      await authority.issue({ commonName: 'desktop', hosts: ['desktop'] }),
    );
    const port = await serve(tls, address);
    const host = await desktop('tls', port, 'https');
    const { text } = await answer(host);
    expect(JSON.parse(text).host).toBe(host);
  });

  it('leads nowhere when its session is gone', async () => {
    const host = ns.status('plain').host ?? '';
    await ns.deleteSession('plain');
    await ns.untilGone({ route: ['plain'] });
    const { text } = await answer(host, 404);
    expect(text).toBe('404 page not found\n');
  });
});
