import { aSession, aTemplate } from '../testing/objects';
import { sharingPolicy } from '../__testUtils__/sharingPolicy';
import { type Api, startApi } from '../__testUtils__/startApi';

const ALICE = 'user:default/alice';
const BOB = { userRef: 'user:default/bob', user: 'bob@example.com' };

let api: Api;
beforeAll(async () => {
  api = await startApi({ features: [sharingPolicy(ALICE)] });
  api.desktops.reset(aTemplate());
});
afterAll(() => api.stop());

it('asks again whether one may change what was changed meanwhile', async () => {
  const shared = aSession('bob-1', {
    ...BOB,
    shares: [{ ref: ALICE, role: 'control' }],
  });
  const { metadata } = aSession('bob-1');
  const revoked = {
    ...aSession('bob-1', BOB),
    metadata: { ...metadata, resourceVersion: '8' },
  };
  api.desktops.put(revoked);
  jest.spyOn(api.desktops, 'session').mockReturnValue(shared);
  const { body } = await api
    .call('post', '/sessions/default/vdi-sessions/bob-1/stop', ALICE)
    .expect(404);
  expect(body.error.code).toBe('VDI_SESSION_NOT_FOUND');
  const [{ session }] = api.desktops.sessions();
  expect(session.spec.running).toBeUndefined();
});
