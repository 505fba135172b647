import { aSession, aTemplate } from '../testing/objects';
import { sharingPolicy } from '../__testUtils__/sharingPolicy';
import { type Api, startApi } from '../__testUtils__/startApi';

const ALICE = 'user:default/alice';
const BOB = { userRef: 'user:default/bob', user: 'bob@example.com' };

let api: Api;
beforeAll(async () => {
  api = await startApi({
    vdi: { quotas: { eachUser: { running: 2 } } },
    features: [sharingPolicy(ALICE)],
  });
  api.desktops.reset(aTemplate());
});
afterAll(() => api.stop());

it('names no desktop that the one who asks may not see', async () => {
  const shares = [{ ref: ALICE, role: 'control' as const }];
  api.desktops.put(aSession('bob-1', BOB));
  api.desktops.put(aSession('bob-2', { ...BOB, shares }));
  api.desktops.put(aSession('bob-3', { ...BOB, shares, running: false }));
  const { body } = await api
    .call('post', '/sessions/default/vdi-sessions/bob-3/start', ALICE)
    .expect(403);
  expect(body.error.message).toBe(
    'bob uses 2 of 2 desktops. Stop "Blender 2" to start this one.',
  );
  expect(body.error.quota.sessions).toEqual([
    expect.objectContaining({ name: 'bob-2' }),
  ]);
});
