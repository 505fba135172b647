import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  sessionResourceRef,
  vdiPermissions,
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import request from 'supertest';
import { policyFeatures } from '../__testUtils__/policyFeatures';
import { createVdiPlugin } from '../plugin';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import examplePolicy from './examplePolicy';
import { sessionRules } from './sessionRules';
import { templateRules } from './templateRules';

const user = (name: string, email?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { profile: { email } },
});
const shop = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/shop-team' }],
};
const asUser = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

const desktops = new MemoryDesktops();
let backend: Awaited<ReturnType<typeof startTestBackend>>;

beforeAll(async () => {
  backend = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops, { checkAnswers: true }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
      ...policyFeatures({
        policy: examplePolicy,
        entities: [
          shop,
          user('alice', 'alice@example.com'),
          user('bob', 'bob@example.com'),
          user('carol', 'carol@example.com'),
          user('mailless'),
        ],
        groups: {
          'user:default/alice': ['group:default/shop-team'],
          'user:default/carol': ['group:default/platform'],
        },
      }),
    ],
  });
});

afterAll(() => backend.stop());

beforeEach(() => {
  desktops.reset(aTemplate('office'), aTemplate('blender', { tags: ['gpu'] }));
  const bob = { user: 'bob@example.com', userRef: 'user:default/bob' };
  desktops.put(aSession('alices', { template: 'office' }));
  desktops.put(aSession('bobs', bob));
  desktops.put(
    aSession('shops', { ...bob, entityRef: 'component:default/shop' }),
  );
});

const call = (
  method: 'get' | 'post' | 'delete',
  path: string,
  authorization: string,
) =>
  request(backend.server)
    [method](`/api/vdi/v1${path}`)
    .set('authorization', authorization);
const ONE = '/sessions/default/vdi-sessions';

describe('the session API under a policy', () => {
  it.each([
    ['alice', ['alices', 'shops']],
    ['bob', ['bobs', 'shops']],
    ['carol', ['alices', 'bobs', 'shops']],
    ['mailless', []],
  ])('lists to %s %j', async (name, names) => {
    const { body } = await call('get', '/sessions', asUser(name)).expect(200);
    const listed = (body.items as { name: string }[]).map(it => it.name);
    expect(listed.sort()).toEqual(names);
  });

  it('finds by its owner what kubectl made with their address', async () => {
    desktops.put(aSession('by-kubectl', { userRef: undefined }));
    const { body } = await call(
      'get',
      '/sessions?owner=user:default/Alice',
      asUser('carol'),
    ).expect(200);
    const listed = (body.items as { name: string }[]).map(it => it.name);
    expect(listed.sort()).toEqual(['alices', 'by-kubectl']);
  });

  it.each([
    ['what is theirs', 'alices', 200, 202],
    ['what they may only see', 'shops', 200, 403],
    ['what they may not see', 'bobs', 404, 404],
    ['what there is not', 'gone', 404, 404],
  ])('lets people see, and delete, %s', async (_, name, seen, deleted) => {
    const statusOf = async (method: 'get' | 'delete') =>
      (await call(method, `${ONE}/${name}`, asUser('alice'))).status;
    expect(await statusOf('get')).toBe(seen);
    expect(await statusOf('delete')).toBe(deleted);
  });

  it('offers templates to those whom they are for, and takes no others', async () => {
    const alice = asUser('alice');
    const { body } = await call('get', '/templates', alice).expect(200);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'office',
    ]);
    const refused = await call('post', '/sessions', alice)
      .send({ template: 'blender' })
      .expect(400);
    expect(refused.body.error).toMatchObject({ field: 'template' });
    await call('post', '/sessions', alice)
      .send({ template: 'office' })
      .expect(201);
  });

  it('lets administrators request desktops for others, and delete them', async () => {
    const { body } = await call('post', '/sessions', asUser('carol'))
      .send({ template: 'office', owner: 'user:default/bob' })
      .expect(201);
    expect(body.owner).toEqual({
      user: 'bob@example.com',
      userRef: 'user:default/bob',
    });
    await call('delete', `${ONE}/${body.name}`, asUser('carol')).expect(202);
  });

  it.each([
    ['user:default/nobody', 'there is no user'],
    ['user:default/mailless', 'e-mail address'],
  ])('makes none for %s', async (owner, message) => {
    const { body } = await call('post', '/sessions', asUser('carol'))
      .send({ template: 'office', owner })
      .expect(400);
    expect(body.error).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field: 'owner',
      message: expect.stringContaining(message),
    });
  });

  it('lets nobody else name an owner', async () => {
    const { body } = await call('post', '/sessions', asUser('alice'))
      .send({ template: 'office', owner: 'user:default/bob' })
      .expect(403);
    expect(body.error.code).toBe('VDI_NOT_PERMITTED');
  });

  it('tells those without an address what has to be done', async () => {
    const { body } = await call('post', '/sessions', asUser('mailless'))
      .send({ template: 'office' })
      .expect(403);
    expect(body.error).toMatchObject({
      code: 'VDI_NO_EMAIL_ADDRESS',
      message: expect.stringContaining('vdi.users.emailDomain'),
    });
  });

  it('is the same for a service on behalf of a user, and for no service by itself', async () => {
    const scaffolder = mockCredentials.service.header({
      onBehalfOf: mockCredentials.user('user:default/alice'),
      targetPluginId: 'vdi',
    });
    await call('get', `${ONE}/alices`, scaffolder).expect(200);
    await call('get', `${ONE}/bobs`, scaffolder).expect(404);
    const itself = mockCredentials.service.header();
    const { body } = await call('get', '/sessions', itself).expect(403);
    expect(body.error.message).toContain('on behalf of one');
  });
});

describe('the permission framework', () => {
  it('knows every permission and rule', async () => {
    const { body } = await request(backend.server)
      .get('/api/vdi/.well-known/backstage/permissions/metadata')
      .expect(200);
    const names = (list: { name: string }[]) => list.map(it => it.name).sort();
    expect(names(body.permissions)).toEqual(names(vdiPermissions));
    expect(names(body.rules)).toEqual(
      names([...Object.values(sessionRules), ...Object.values(templateRules)]),
    );
  });

  it.each([
    ['alices', 'ALLOW'],
    ['shops', 'ALLOW'],
    ['bobs', 'DENY'],
    ['gone', 'DENY'],
  ])('decides by itself on %s, for a page', async (name, result) => {
    const place = { cluster: 'default', namespace: 'vdi-sessions', name };
    const resourceRef = sessionResourceRef(place);
    const { body } = await request(backend.server)
      .post('/api/permission/authorize')
      .set('authorization', asUser('alice'))
      .send({
        items: [
          { id: '1', permission: vdiSessionReadPermission, resourceRef },
          { id: '2', permission: vdiSessionDeletePermission, resourceRef },
        ],
      })
      .expect(200);
    expect(body.items).toEqual([
      { id: '1', result },
      { id: '2', result: 'ALLOW' },
    ]);
  });
});
