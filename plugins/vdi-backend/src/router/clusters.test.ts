import type {
  SessionList,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { type Api, startApi } from '../__testUtils__/startApi';
import { ManyDesktops } from '../desktops/ManyDesktops';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';

const one = new MemoryDesktops('one');
const two = new MemoryDesktops('two');
const SINCE = '2026-10-01T08:00:00.000Z';
const message = 'It does not answer.';

let api: Api;
beforeAll(async () => {
  api = await startApi({
    host: new ManyDesktops([one, two].map(it => [it.cluster, it])),
    vdi: {
      clusters: [
        { name: 'one', domain: 'one.example.com' },
        { name: 'two', domain: 'two.example.com', namespace: 'elsewhere' },
      ],
    },
  });
});
afterAll(() => api.stop());

beforeEach(() => {
  for (const cluster of [one, two]) {
    cluster.state = { state: 'ok' };
    cluster.reset(aTemplate('blender'), aTemplate(`only-${cluster.cluster}`));
  }
});

const list = async (search = '') =>
  (await api.call('get', `/sessions${search}`).expect(200)).body as SessionList;
const places = (items: Pick<SessionView, 'cluster' | 'name'>[]) =>
  items.map(({ cluster, name }) => `${cluster}/${name}`);
const create = (body: object, key?: string) => {
  const request = api.call('post', '/sessions').send(body);
  return key ? request.set('Idempotency-Key', key) : request;
};
const pathOf = ({ cluster, namespace, name }: SessionView) =>
  `/sessions/${cluster}/${namespace}/${name}`;

it('lists the templates of all, each with its cluster', async () => {
  const { body } = await api.call('get', '/templates').expect(200);
  expect(places(body.items)).toEqual([
    'one/blender',
    'two/blender',
    'one/only-one',
    'two/only-two',
  ]);
  expect(body.clusters).toEqual([
    { name: 'one', state: 'ok' },
    { name: 'two', state: 'ok' },
  ]);
});

describe('a new desktop', () => {
  it.each([
    ['the first that has its template', { template: 'blender' }, 'one'],
    ['the only one that has its template', { template: 'only-two' }, 'two'],
    ['the one that is named', { template: 'blender', cluster: 'two' }, 'two'],
  ])('goes to %s', async (_, body, cluster) => {
    const { body: made, headers } = await create(body).expect(201);
    expect(made.cluster).toBe(cluster);
    expect(made.namespace).toBe(
      cluster === 'two' ? 'elsewhere' : 'vdi-sessions',
    );
    expect(headers.location).toBe(`/api/vdi/v1${pathOf(made)}`);
    await api.call('get', pathOf(made)).expect(200);
  });

  it('goes to no cluster that does not exist', async () => {
    const wanted = { template: 'blender', cluster: 'three' };
    const { body } = await create(wanted).expect(400);
    expect(body.error).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field: 'cluster',
      message: expect.stringContaining('there is "one", "two"'),
    });
  });

  it('is one for each key, and its key belongs to the cluster that was named', async () => {
    const wanted = { template: 'blender' };
    const { body: first } = await create(wanted, 'k').expect(201);
    const { body: again } = await create(wanted, 'k').expect(201);
    expect(again.uid).toBe(first.uid);
    const elsewhere = { ...wanted, cluster: 'two' };
    await create(elsewhere, 'k').expect(422);
    await create(elsewhere, 'l').expect(201);
    const { items } = await list();
    expect(items.map(({ cluster }) => cluster).sort()).toEqual(['one', 'two']);
  });
});

describe('two desktops of one name', () => {
  const put = (cluster: MemoryDesktops, title: string) => {
    const session = aSession();
    const annotations = { 'vdi.kasm.io/title': title };
    const { metadata } = session;
    const uid = `uid-in-${cluster.cluster}`;
    cluster.put({ ...session, metadata: { ...metadata, uid, annotations } });
  };
  const at = (cluster: string) =>
    `/sessions/${cluster}/vdi-sessions/alice-blender-1`;

  beforeEach(() => {
    put(two, 'In two');
    put(one, 'In one');
  });

  it('are both listed, always in one order, and told apart by the filter', async () => {
    expect(places((await list()).items)).toEqual([
      'one/alice-blender-1',
      'two/alice-blender-1',
    ]);
    const filtered = await list('?cluster=two');
    expect(places(filtered.items)).toEqual(['two/alice-blender-1']);
    expect(filtered.clusters).toEqual([{ name: 'two', state: 'ok' }]);
    const first = await list('?limit=1');
    const rest = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect(places([...first.items, ...rest.items])).toEqual([
      'one/alice-blender-1',
      'two/alice-blender-1',
    ]);
    expect(rest).not.toHaveProperty('nextCursor');
    // Another list, as it has another filter.
    await api
      .call('get', `/sessions?cluster=one&cursor=${first.nextCursor}`)
      .expect(400);
  });

  it('have their own versions', async () => {
    const { headers } = await api.call('get', at('one')).expect(200);
    // The same version of another object.
    expect((await api.call('get', at('two'))).headers.etag).toBe(headers.etag);
    const change = (cluster: string) =>
      api
        .call('patch', at(cluster))
        .set('If-Match', headers.etag)
        .send({ title: 'Changed' });
    await change('two').expect(200);
    await change('two').expect(412);
    expect((await api.call('get', at('one'))).body.title).toBe('In one');
    await change('one').expect(200);
  });

  it('are deleted each by itself', async () => {
    await api.call('delete', at('two')).expect(202);
    expect((await api.call('get', at('two'))).body.phase).toBe('Terminating');
    expect((await api.call('get', at('one'))).body.phase).toBe('Pending');
    await api.call('get', at('three')).expect(404);
  });
});

describe('a cluster that cannot be reached any more', () => {
  beforeEach(() => {
    one.put(aSession());
    two.put(aSession());
    one.state = { state: 'stale', since: SINCE, message };
  });

  it('still has its desktops in lists, marked stale', async () => {
    const { items, clusters } = await list();
    expect(items.map(({ cluster, stale }) => [cluster, stale])).toEqual([
      ['one', true],
      ['two', undefined],
    ]);
    expect(clusters).toEqual([
      { name: 'one', state: 'stale', since: SINCE, message },
      { name: 'two', state: 'ok' },
    ]);
    const path = '/sessions/one/vdi-sessions/alice-blender-1';
    const { body, headers } = await api.call('get', path).expect(200);
    expect(body.stale).toBe(true);
    const again = await api
      .call('get', path)
      .set('If-None-Match', headers.etag)
      .expect(200);
    expect(again.body.stale).toBe(true);
  });

  it('takes no change, and says when to try again', async () => {
    const stop = (cluster: string) =>
      api.call(
        'post',
        `/sessions/${cluster}/vdi-sessions/alice-blender-1/stop`,
      );
    const { body, headers } = await stop('one').expect(503);
    expect(body.error.code).toBe('VDI_CLUSTER_UNAVAILABLE');
    expect(headers['retry-after']).toBe('5');
    await stop('two').expect(200);
    const refused = await create({ template: 'blender' }).expect(503);
    expect(refused.body.error.message).toMatch(/^one: /);
    await create({ template: 'blender', cluster: 'two' }).expect(201);
  });
});

describe('a cluster that was never read', () => {
  beforeEach(() => {
    two.put(aSession());
    one.state = { state: 'unavailable', since: SINCE, message };
  });

  it('keeps nobody from the others', async () => {
    const { items, clusters } = await list();
    expect(places(items)).toEqual(['two/alice-blender-1']);
    expect(clusters).toEqual([
      { name: 'one', state: 'unavailable', since: SINCE, message },
      { name: 'two', state: 'ok' },
    ]);
    await list('?cluster=two');
    const { body } = await api.call('get', '/templates').expect(200);
    expect(places(body.items)).toEqual(['two/blender', 'two/only-two']);
    await api
      .call('get', '/sessions/two/vdi-sessions/alice-blender-1')
      .expect(200);
    await create({ template: 'only-two' }).expect(201);
  });

  it('is the only one of which nothing can be told', async () => {
    for (const path of [
      '/sessions?cluster=one',
      '/sessions/one/vdi-sessions/alice-blender-1',
    ]) {
      expect((await api.call('get', path)).status).toBe(503);
    }
    await create({ template: 'only-one' }).expect(503);
  });

  it('gets no second desktop of a request that it may have made', async () => {
    const { body } = await create({ template: 'blender' }, 'k').expect(503);
    expect(body.error.message).toContain('Whether the cluster "one" has');
    const named = { template: 'blender', cluster: 'two' };
    const { body: made } = await create(named, 'k').expect(201);
    const { body: again } = await create(named, 'k').expect(201);
    expect(again.uid).toBe(made.uid);
  });
});
