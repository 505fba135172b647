import { dirname } from 'node:path';
import { Cluster, findCluster } from '@backstage-vdi/cluster';
import { Resource } from '../../src';
import { refusal } from '../../src/testing/FaultProxyRefusal';
import { isPage, isStreamedList, isWatch, Mirror, Watched } from './Mirror';
import { ToldClock } from './ToldClock';

/** The API server of the fault tests keeps no cache of these: what etcd has forgotten, it does not know. */
const POD_TEMPLATES: Watched = {
  resource: {
    group: '',
    version: 'v1',
    plural: 'podtemplates',
    kind: 'PodTemplate',
    namespaced: true,
  } satisfies Resource,
  fields: {
    template: {
      spec: { containers: [{ name: 'a', image: 'example.com/a' }] },
    },
  },
};

describe('a copy of what the API server has, when etcd has forgotten', () => {
  let mirror: Mirror;
  let cluster: Cluster;

  beforeAll(async () => {
    const folder = dirname(process.env.VDI_TEST_KUBECONFIG ?? '');
    cluster = (await findCluster(folder)) as Cluster;
    mirror = await Mirror.create(POD_TEMPLATES);
    await mirror.write();
  });
  afterEach(() => mirror.reset());
  afterAll(() => mirror.remove());

  it('what it has seen, reads everything anew', async () => {
    const clock = new ToldClock();
    const copy = mirror.start({ clock });
    await copy.watching();
    mirror.proxy.interrupt(isWatch, 'blackhole');
    await mirror.write(40);
    await cluster.compact();
    clock.advance(150_000);
    await copy.states.next(state => state === 'backoff');
    clock.advance(30_000);
    // 410, and the next attempt.
    await copy.states.next(state => state === 'watching');
    await copy.states.next(state => state === 'backoff');
    expect(copy.informer.health.error).toMatch(/too old|compacted|expired/i);
    clock.advance(30_000);
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(copy.informer.health.lists).toBe(2);
  });

  it('what the next page is of, begins its list anew', async () => {
    const { proxy } = mirror;
    await mirror.fill(510);
    proxy.add({ match: isStreamedList, do: refusal(422, 'Invalid') });
    const forget = async () => {
      await mirror.write();
      await cluster.compact();
    };
    const forgotten = new Promise<void>(resolve => {
      proxy.add({
        match: ({ query }) => query.has('continue'),
        times: 1,
        do: { after: () => forget().then(resolve) },
      });
    });
    const copy = mirror.start();
    await forgotten;
    expect(await copy.settled()).toEqual(await mirror.truth());
    const pages = proxy.requests.filter(isPage);
    expect(pages.map(({ status }) => status)).toEqual([200, 410, 200, 200]);
  });
});
