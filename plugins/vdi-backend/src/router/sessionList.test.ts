import type { SessionView, VDISession } from '@backstage-vdi/plugin-vdi-common';
import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(() => api.desktops.reset(aTemplate()));

const put = (number: number, spec: Partial<VDISession['spec']> = {}) => {
  const session = aSession(`alice-blender-${number}`, spec);
  const second = String(number % 60).padStart(2, '0');
  api.desktops.put({
    ...session,
    metadata: {
      ...session.metadata,
      creationTimestamp: `2026-10-01T08:00:${second}Z`,
    },
  });
};
const list = async (search = '') => {
  const { body } = await api.call('get', `/sessions${search}`).expect(200);
  return body as { items: SessionView[]; nextCursor?: string };
};
const names = ({ items }: { items: SessionView[] }) =>
  items.map(({ name }) => name.replace('alice-blender-', ''));

describe('pages', () => {
  beforeEach(() => [1, 2, 3, 4, 5].forEach(number => put(number)));

  it('follow each other, newest first, and end', async () => {
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    const third = await list(`?limit=2&cursor=${second.nextCursor}`);
    expect([first, second, third].map(names)).toEqual([
      ['5', '4'],
      ['3', '2'],
      ['1'],
    ]);
    expect(third).not.toHaveProperty('nextCursor');
  });

  it('go on where they were, whatever comes and goes between them', async () => {
    const first = await list('?limit=2');
    put(6);
    // What the cursor was made from, and what would have been next.
    api.desktops.remove(aSession('alice-blender-4'));
    api.desktops.remove(aSession('alice-blender-3'));
    expect(names(await list(`?limit=2&cursor=${first.nextCursor}`))).toEqual([
      '2',
      '1',
    ]);
  });

  it('are whole where the last one is full', async () => {
    expect(await list('?limit=5')).not.toHaveProperty('nextCursor');
  });

  it('refuse a cursor that is none of theirs', async () => {
    const { nextCursor = '' } = await list('?limit=2');
    const [encoded, seal] = nextCursor.split('.');
    const forged = Buffer.from('[1,{},[],null,7]').toString('base64url');
    for (const cursor of [
      'made-up',
      '%00',
      encoded,
      `${encoded}.`,
      `${encoded.slice(1)}.${seal}`,
      `${forged}.${seal}`,
      `${nextCursor}&template=blender`,
    ]) {
      const { body } = await api
        .call('get', `/sessions?limit=2&cursor=${cursor}`)
        .expect(400);
      expect(body.error).toMatchObject({
        name: 'InputError',
        code: 'VDI_INVALID_CURSOR',
        field: 'cursor',
        message: expect.stringContaining('does not belong to this list'),
      });
    }
  });
});

describe('filters', () => {
  beforeEach(() => {
    put(1, { entityRef: 'Component:default/Render-Farm' });
    put(2, { template: 'kicad' });
    put(3, { userRef: undefined });
    put(4, { userRef: 'user:default/bob' });
  });

  it.each([
    ['', ['3', '2', '1']],
    ['?owner=me', ['3', '2', '1']],
    ['?owner=user:default/Alice', ['3', '2', '1']],
    ['?owner=user:default/bob', []],
    ['?template=kicad', ['2']],
    ['?phase=Pending', ['3', '2', '1']],
    ['?phase=Running', []],
    ['?entityRef=component:default/render-farm', ['1']],
    ['?cluster=default', ['3', '2', '1']],
    ['?cluster=elsewhere', []],
  ])('%s finds %j', async (search, found) => {
    expect(names(await list(search))).toEqual(found);
  });

  it.each([
    ['limit=0', 'limit', 'must be >= 1'],
    ['limit=201', 'limit', 'must be <= 200'],
    ['limit=many', 'limit', 'must be integer'],
    ['phase=Gone', 'phase', 'one of the allowed values: Pending'],
    ['owner=alice', 'owner', 'must be me, or the entity ref of a user'],
    ['owner=a&owner=b', 'owner', ''],
    ['colour=red', 'colour', 'there is no such field'],
    ['cursor=', 'cursor', ''],
  ])('refuses %s and names the field', async (search, field, message) => {
    const { body } = await api.call('get', `/sessions?${search}`).expect(400);
    expect(body.error).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field,
      message: expect.stringContaining(message),
    });
  });
});
