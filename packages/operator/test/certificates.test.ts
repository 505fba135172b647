import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '@backstage-vdi/cluster';
import {
  Authority,
  type PemPair,
} from '@backstage-vdi/cluster/src/pki/authority';
import type { Resource } from '@backstage-vdi/kube';
import { movePod } from './kubelet';
import { machineAddress } from './machineAddress';
import { runOperator, type RunningOperator } from './runOperator';
import { testCluster } from './testCluster';
import { type Any, TestNamespace } from './TestNamespace';

const DOMAIN = 'wildcard.test';
const YESTERDAY = Date.now() - 24 * 3_600_000;

const SECRET: Resource = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  kind: 'Secret',
  namespaced: true,
};
const TLS_STORE: Resource = {
  group: 'traefik.io',
  version: 'v1alpha1',
  plural: 'tlsstores',
  kind: 'TLSStore',
  namespaced: true,
};

const STORE = { namespace: 'traefik', name: 'default' };
/** One more certificate there, which other tests do not notice. */
const WILDCARD = { namespace: 'traefik', name: 'wildcard' };

describe("the wildcard certificate of Traefik's default store", () => {
  const address = machineAddress();
  const desktop = createServer((_, reply) => reply.end('a desktop'));
  let cluster: Cluster;
  let authority: Authority;
  let ns: TestNamespace;
  let run: RunningOperator;
  let before: Any;

  /** The store with these certificates. */
  const setStore = (certificates: object[]) =>
    ns.transport.patch<Any>(TLS_STORE, STORE, {
      type: 'merge',
      body: { spec: { certificates } },
    });

  const wildcard = (notAfter?: number) =>
    authority.issue({
      commonName: DOMAIN,
      hosts: [DOMAIN, `*.${DOMAIN}`],
      notAfter,
    });

  const secretOf = ({ cert, key }: PemPair) => ({
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': cert, 'tls.key': key },
  });

  const renew = (pair: PemPair) =>
    ns.transport.patch<Any>(SECRET, WILDCARD, {
      type: 'merge',
      body: secretOf(pair),
    });

  beforeAll(async () => {
    desktop.listen(0, address);
    await once(desktop, 'listening');
    const { port } = desktop.address() as AddressInfo;
    cluster = await testCluster();
    authority = await Authority.create('Example authority');
    ns = await TestNamespace.create();
    before = await ns.transport.get<Any>(TLS_STORE, STORE);
    await setStore([
      ...before.spec.certificates,
      { secretName: WILDCARD.name },
    ]);
    const template = await ns.template({ runtime: { type: 'custom', port } });
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      domain: DOMAIN,
      progressAfter: 1,
      routeCheck: `https://127.0.0.1:${cluster.traefik.port}`,
    });
    await ns.session('early', { template });
    await movePod(ns, 'early', address);
  });
  afterAll(async () => {
    await run.stop();
    await setStore(before.spec.certificates);
    await ns.transport.delete(SECRET, WILDCARD);
    await ns.remove();
    desktop.close();
  });

  /** What the owner is told when the words about the certificate are these. */
  const told = (words: RegExp) =>
    ns.until(() => {
      const { reason, message = '' } = ns.condition('early', 'Routed') ?? {};
      return (
        reason === 'CertificateInvalid' &&
        words.test(message) &&
        ns.condition('early', 'Ready')
      );
    });

  /** As a browser of somebody who trusts the authority. */
  async function open(host: string): Promise<string> {
    const asked = request({
      host: '127.0.0.1',
      port: cluster.traefik.port,
      servername: host,
      ca: authority.pem.cert,
      headers: { host },
      agent: false,
    }).end();
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    return Buffer.concat(await reply.toArray()).toString();
  }

  it('keeps desktops from running while it is missing, and says so', async () => {
    expect(await told(/^Traefik has no certificate for/)).toMatchObject({
      reason: 'WaitingForRoute',
      message: expect.stringMatching(
        /^Traefik has no certificate for alice-\w+\.wildcard\.test, so browsers would warn of the desktop\. An administrator has to give Traefik a certificate for it\.$/,
      ),
    });
  });

  it('keeps them from running when it has expired, and says since when', async () => {
    await ns.transport.create<Any>(SECRET, {
      metadata: WILDCARD,
      ...secretOf(await wildcard(YESTERDAY)),
    });
    const day = new Date(YESTERDAY).toISOString().slice(0, 10);
    const { message } = await told(/ expired /);
    expect(message).toContain(` expired on ${day}, so browsers would warn`);
  });

  it('lets them run as soon as it is renewed', async () => {
    await renew(await wildcard());
    const { host = '' } = await ns.untilPhase('early', 'Running');
    expect(await open(host)).toBe('a desktop');
    expect(ns.uids('pod', 'early')).toHaveLength(1);
  });

  it('takes nothing from those that run when it expires under them', async () => {
    const { host = '' } = ns.status('early');
    await renew(await wildcard(YESTERDAY));
    const refused = async (): Promise<unknown> =>
      open(host).then(refused, ({ code }) => code);
    expect(await refused()).toBe('CERT_HAS_EXPIRED');
    expect(ns.status('early').phase).toBe('Running');
  });
});
