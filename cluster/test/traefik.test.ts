import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type SecureVersion } from 'node:tls';
import { parse } from 'yaml';
import { type Cluster, clusterFolder, startCluster } from '../src';
import { manifestFile } from '../src/manifests';
import { readState } from '../src/state';

const name = 'test-traefik';
const stateDir = clusterFolder(name);
const HOST = 'alice.vdi.localhost';

/** An address of this machine that an endpoint may have: one of the loopback is refused. */
function machineAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('This machine has no address but the loopback.');
  return found.address;
}

/** A route from {@link HOST} to a server of this machine, as the operator makes one. */
const route = (address: string, port: number) => `
apiVersion: v1
kind: Service
metadata: { name: desktop }
spec: { ports: [{ name: http, port: 8080 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: desktop, labels: { kubernetes.io/service-name: desktop } }
addressType: IPv4
ports: [{ name: http, port: ${port} }]
endpoints: [{ addresses: ["${address}"], conditions: { ready: true } }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: desktop }
spec:
  entryPoints: [websecure]
  routes:
    - kind: Rule
      match: Host(\`${HOST}\`)
      services: [{ name: desktop, port: 8080 }]
  tls: {}
`;

describe('Traefik of a cluster', () => {
  const address = machineAddress();
  const desktop = createServer((_, reply) => reply.end('a desktop'));
  let cluster: Cluster;
  let ca: Buffer;
  let routeYaml: string;

  beforeAll(async () => {
    desktop.listen(0, address);
    await once(desktop, 'listening');
    const { port } = desktop.address() as AddressInfo;
    cluster = await startCluster({ name, node: 'none' });
    ca = await readFile(cluster.traefik.caFile);
    routeYaml = route(address, port);
    await cluster.apply(routeYaml);
    await untilStatus(HOST, 200);
  });
  afterAll(async () => {
    await cluster?.down();
    desktop.close();
  });

  async function ask(
    host: string,
    { path = '/', headers = {} } = {},
  ): Promise<IncomingMessage> {
    const request = httpsGet({
      host: '127.0.0.1',
      port: cluster.traefik.port,
      path,
      servername: host,
      headers: { host, ...headers },
      ca,
      agent: false,
    });
    const [response] = await once(request, 'response');
    response.resume();
    return response;
  }

  /** Traefik tells nobody when it has taken up what it was told. */
  async function untilStatus(host: string, status: number): Promise<void> {
    const found = await ask(host).catch(() => undefined);
    if (found?.statusCode === status) return;
    await delay(25);
    await untilStatus(host, status);
  }

  const log = () => readFile(join(stateDir, 'logs', 'traefik.log'), 'utf8');

  async function untilLogged(text: string): Promise<string> {
    const line = (await log()).split('\n').find(it => it.includes(text));
    if (line) return line;
    await delay(25);
    return untilLogged(text);
  }

  it('sends people from HTTP to the same page over TLS, at the right port', async () => {
    const { port, httpPort } = cluster.traefik;
    const request = httpGet({
      host: '127.0.0.1',
      port: httpPort,
      path: '/vnc.html?view=1',
      headers: { host: `${HOST}:${httpPort}` },
    });
    const [response] = await once(request, 'response');
    expect(response.statusCode).toBe(301);
    expect(response.headers.location).toBe(
      `https://${HOST}:${port}/vnc.html?view=1`,
    );
    response.resume();
  });

  it('logs who opened what, and nothing that opens it once more', async () => {
    await ask(HOST, {
      path: '/opened/here?token=secret-query',
      headers: {
        cookie: 'key=secret-cookie',
        authorization: 'Bearer secret-token',
        referer: 'https://portal.example.com/?code=secret-referer',
      },
    });
    const line = await untilLogged('/opened/here');
    expect(JSON.parse(line)).toMatchObject({
      RequestHost: HOST,
      RequestPath: '/opened/here',
      RequestMethod: 'GET',
      DownstreamStatus: 200,
      ClientHost: '127.0.0.1',
    });
    expect(await log()).not.toContain('secret');
  });

  it('tells nothing of a name that is not there', async () => {
    expect((await ask('nobody.vdi.localhost')).statusCode).toBe(404);
    // There is no certificate for it either.
    await expect(ask('portal.example.com')).rejects.toThrow(
      /unrecognized.name/,
    );
  });

  it.each<[SecureVersion, string | undefined]>([
    ['TLSv1.1', undefined],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ])('is asked with %s and speaks %s', async (version, spoken) => {
    const socket = connect({
      host: '127.0.0.1',
      port: cluster.traefik.port,
      servername: HOST,
      ca,
      minVersion: version,
      maxVersion: version,
      // OpenSSL would not even try the old one.
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const outcome = await Promise.race([
      once(socket, 'secureConnect').then(() => socket.getProtocol()),
      once(socket, 'error').then(([error]) => error.code),
    ]).catch(error => error.code);
    socket.destroy();
    expect(outcome).toBe(spoken ?? 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it.each(['X_Forwarded_For', 'X.Auth.User'])(
    'refuses the header %s, which some servers take for another',
    async header => {
      const { statusCode } = await ask(HOST, { headers: { [header]: 'any' } });
      expect(statusCode).toBe(400);
    },
  );

  it('refuses a path that hides a separator, and takes the name of any file', async () => {
    const status = async (path: string) =>
      (await ask(HOST, { path })).statusCode;
    expect(await status('/files%2fsecret')).toBe(400);
    expect(await status('/files/50%25%20%23%3F%3B.txt')).toBe(200);
  });

  it('has the rights it needs', async () => {
    expect(await log()).not.toMatch(/forbidden/i);
  });

  it('serves its routes again after it was killed', async () => {
    await cluster.kill('traefik');
    await expect(ask(HOST)).rejects.toThrow('ECONNREFUSED');
    await cluster.restart('traefik');
    await untilStatus(HOST, 200);
  });

  it('lives without its custom resources, and takes them up when they come', async () => {
    const state = await readState(stateDir);
    const traefik = state?.components.find(it => it.name === 'traefik');
    const crds = join(dirname(traefik?.program ?? ''), 'crds.yaml');
    const config = await readFile(
      join(stateDir, 'config', 'traefik.yaml'),
      'utf8',
    );
    const { address: at } = parse(config).entryPoints.traefik;
    const alive = async (): Promise<void> => {
      const reply = await fetch(`http://${at}/ping`).catch(() => undefined);
      if (reply?.ok) return;
      await delay(25);
      await alive();
    };

    await cluster.kubectl(['delete', '-f', crds]);
    await cluster.restart('traefik');
    await alive();
    await untilLogged('could not find the requested resource');
    await alive();

    await cluster.apply(crds);
    const established = ['wait', '--for=condition=Established', '-f', crds];
    await cluster.kubectl(established);
    await cluster.apply(manifestFile('traefik-tls.yaml'));
    await cluster.apply(routeYaml);
    await untilStatus(HOST, 200);
    expect((await ask(HOST)).statusCode).toBe(200);
  });
});
