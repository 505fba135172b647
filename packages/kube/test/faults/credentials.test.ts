import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '@backstage-vdi/cluster/src/pki/authority';
import { loadConnection } from '../../src';
import { inClusterConnection } from '../../src/inCluster';
import { FaultProxy, ProxiedRequest } from '../../src/testing/FaultProxy';
import { refusal } from '../../src/testing/FaultProxyRefusal';
import { ManualClock } from '../../src/testing/ManualClock';
import { isWatch, Mirror } from './Mirror';

/** When a service account's files are read again. Milliseconds. */
const REREAD_MS = 60_000;

describe('a copy of what the API server has, when credentials change', () => {
  let mirror: Mirror;
  let directory: string;
  let proxy: FaultProxy;
  const clock = new ManualClock();

  const put = (file: string, content: string) =>
    writeFile(join(directory, file), content);
  const remove = (file: string) => rm(join(directory, file));
  const authority = () => Authority.create('test');
  const certificateOf = (of: Authority) =>
    of.issue({ commonName: 'kubernetes', hosts: ['127.0.0.1'] });
  const bears = (token: string) => (request: ProxiedRequest) =>
    request.headers.authorization === `Bearer ${token}`;

  beforeAll(async () => {
    mirror = await Mirror.create();
    directory = await mkdtemp(join(tmpdir(), 'service-account-'));
    const first = await authority();
    await put('ca.crt', first.pem.cert);
    await put('token', 'one');
    proxy = await FaultProxy.start(
      await loadConnection({ kubeconfig: process.env.VDI_TEST_KUBECONFIG }),
      await certificateOf(first),
    );
  });
  afterEach(() => mirror.reset());
  afterAll(async () => {
    await proxy.close();
    await mirror.remove();
    await rm(directory, { recursive: true });
  });

  const start = async () => {
    const { port } = new URL(proxy.connection.server);
    const connection = await inClusterConnection({
      directory,
      clock,
      env: {
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: port,
      },
    });
    return mirror.start({}, mirror.connect({}, connection));
  };

  it('goes on with a new token as soon as the old one is refused', async () => {
    const copy = await start();
    await copy.watching();
    await put('token', 'two');
    proxy.add({ match: bears('one'), do: refusal(401, 'Unauthorized') });
    proxy.interrupt(isWatch, 'fin');
    await mirror.write();
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(proxy.requests.filter(bears('two'))).toHaveLength(1);
    expect(copy.informer.health.lists).toBe(1);
  });

  it('goes on with what it has while the files are away, and then by the new authority', async () => {
    const copy = await start();
    await copy.watching();
    await remove('token');
    await remove('ca.crt');
    clock.advance(REREAD_MS);
    proxy.interrupt(isWatch, 'fin');
    await mirror.write(5);
    expect(await copy.settled()).toEqual(await mirror.truth());

    const second = await authority();
    proxy.renew(await certificateOf(second));
    await put('token', 'three');
    await put('ca.crt', second.pem.cert);
    clock.advance(REREAD_MS);
    proxy.interrupt(isWatch, 'fin');
    await mirror.write(5);
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(proxy.requests.filter(bears('three'))).toHaveLength(1);
    expect(copy.informer.health.lists).toBe(1);
  });

  it('does not trust an authority that it was not told of', async () => {
    const third = await authority();
    proxy.renew(await certificateOf(third));
    const copy = await start();
    await copy.states.next(state => state === 'backoff');
    expect(copy.informer.health.error).toMatch(/unable to verify|self.signed/);
    await put('ca.crt', third.pem.cert);
    clock.advance(REREAD_MS);
    expect(await copy.settled()).toEqual(await mirror.truth());
  });
});
