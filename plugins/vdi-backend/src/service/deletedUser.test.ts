import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

const PATH = '/sessions/default/vdi-sessions/alice-blender-1';
const ADMIN = 'user:default/carol';

/** The catalog has nobody any more, and nothing else gives them an address. */
const vdi = { admins: [ADMIN], users: {} };

let api: Api;
beforeAll(async () => {
  api = await startApi({ vdi });
});
afterAll(() => api.stop());
beforeEach(() => {
  api.desktops.reset(aTemplate());
  const status = { phase: 'Running' as const };
  api.desktops.put(aSession('alice-blender-1', {}, status));
});

const stored = () => api.desktops.sessions()[0].session;

it('keeps their desktops, for as long as their sign-in holds and for administrators', async () => {
  for (const [who, search] of [
    [undefined, ''],
    [ADMIN, '?owner=user:default/alice'],
  ]) {
    const { body } = await api
      .call('get', `/sessions${search}`, who)
      .expect(200);
    expect(body.items).toMatchObject([
      { owner: { user: 'alice@example.com', userRef: 'user:default/alice' } },
    ]);
  }
  await api.call('get', PATH, 'user:default/bob').expect(404);
});

it('lets them save their work and stop, and an administrator clear up', async () => {
  await api.call('post', `${PATH}/extend`).expect(200);
  await api.call('post', `${PATH}/stop`).expect(200);
  expect(stored().spec.running).toBe(false);
  await api.call('delete', PATH, ADMIN).expect(202);
  expect(stored().metadata).toHaveProperty('deletionTimestamp');
});

it('makes no new ones for them, and says what is missing', async () => {
  const wanted = { template: 'blender' };
  const own = await api.call('post', '/sessions').send(wanted).expect(403);
  expect(own.body.error.code).toBe('VDI_NO_EMAIL_ADDRESS');
  const forThem = await api
    .call('post', '/sessions', ADMIN)
    .send({ ...wanted, owner: 'user:default/alice' })
    .expect(400);
  expect(forThem.body.error).toMatchObject({
    field: 'owner',
    message: expect.stringContaining('no user "user:default/alice"'),
  });
  expect(api.desktops.sessions()).toHaveLength(1);
});
