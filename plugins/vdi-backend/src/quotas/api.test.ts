import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import {
  type QuotaOwner,
  vdiQuotasExtensionPoint,
} from '@backstage-vdi/plugin-vdi-node';
import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

const ALICE = 'user:default/alice';
const BOB = 'user:default/bob';
const CAROL = 'user:default/carol';
const FILM = 'group:default/film';
const GI = 2 ** 30;

const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: [{ type: RELATION_MEMBER_OF, targetRef: FILM }],
});
const film = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'film', namespace: 'default' },
  relations: [ALICE, BOB].map(targetRef => ({
    type: RELATION_HAS_MEMBER,
    targetRef,
  })),
};

/** Answers like a source that knows what groups have paid for. */
const budgets = jest.fn(async ({ groups }: QuotaOwner) =>
  groups.map(subject => ({ subject, allowed: { running: 3 } })),
);
const budgetsModule = createBackendModule({
  pluginId: 'vdi',
  moduleId: 'budgets',
  register(env) {
    env.registerInit({
      deps: { quotas: vdiQuotasExtensionPoint },
      async init({ quotas }) {
        quotas.addQuotaSource({ name: 'budgets', quotasFor: budgets });
      },
    });
  },
});

let api: Api;
beforeAll(async () => {
  api = await startApi({
    vdi: {
      admins: [CAROL],
      quotas: { eachUser: { running: 2, gpus: 2, homeSize: '50Gi' } },
    },
    entities: [user('alice'), user('bob'), film],
    features: [budgetsModule],
  });
});
afterAll(() => api.stop());
beforeEach(() =>
  api.desktops.reset(
    aTemplate(),
    aTemplate('gpu', {
      gpu: { resourceName: 'nvidia.com/gpu' },
      resources: { max: { gpu: 4 } },
    }),
  ),
);

const create = (body: object, userRef = ALICE) =>
  api.call('post', '/sessions', userRef).send(body);
const one = (name: string, verb = '') =>
  `/sessions/default/vdi-sessions/${name}${verb}`;
const put = (name: string, spec: object = {}, startTime?: string) =>
  api.desktops.put(aSession(name, spec, { phase: 'Running', startTime }));

it('refuses one too many, and tells what is used, what is allowed and what to stop', async () => {
  put('alice-blender-1', {}, '2026-10-01T09:00:00Z');
  put('alice-blender-2', {}, '2026-10-01T08:00:00Z');
  const { body } = await create({ template: 'blender' }).expect(403);
  expect(body.error).toEqual({
    name: 'NotAllowedError',
    code: 'VDI_QUOTA_EXCEEDED',
    message:
      'You use 2 of 2 desktops. Stop "Blender 2" or "Blender 1" to start this one.',
    quota: {
      subject: ALICE,
      resource: 'running',
      used: 2,
      allowed: 2,
      asked: 1,
      sessions: [
        expect.objectContaining({
          name: 'alice-blender-2',
          runningSince: '2026-10-01T08:00:00Z',
        }),
        expect.objectContaining({ name: 'alice-blender-1' }),
      ],
    },
  });
  expect(api.desktops.sessions()).toHaveLength(2);
});

it('has room again as soon as one is stopped, and counts one that is started', async () => {
  put('a-1');
  put('a-2');
  put('a-3', { running: false });
  const verbs = [
    ['a-3', '/start'],
    ['a-3', '/restart'],
    ['a-1', '/stop'],
    ['a-3', '/start'],
    ['a-1', '/start'],
  ];
  const answers: number[] = [];
  for (const [name, verb] of verbs) {
    answers.push((await api.call('post', one(name, verb))).status);
  }
  expect(answers).toEqual([403, 403, 200, 200, 403]);
});

it('lets everything be done that takes no more, whatever is over', async () => {
  for (const name of ['a-1', 'a-2', 'a-3']) put(name);
  const { body } = await api
    .call('patch', one('a-1'))
    .send({ title: 'Mine' })
    .expect(200);
  expect(body.title).toBe('Mine');
  await api.call('post', one('a-1', '/restart')).expect(200);
  await api.call('post', one('a-1', '/start')).expect(200);
  await api.call('post', one('a-1', '/stop')).expect(200);
  await api.call('delete', one('a-1')).expect(202);
});

it('bounds GPUs and home volumes too', async () => {
  await create({ template: 'gpu', resources: { gpu: 1 } }).expect(201);
  const gpus = await create({ template: 'gpu', resources: { gpu: 2 } });
  expect(gpus.body.error.quota).toMatchObject({
    resource: 'gpus',
    used: 1,
    allowed: 2,
    asked: 2,
  });
  const home = await create({ template: 'blender', homeSize: '41Gi' });
  expect(home.body.error.quota).toMatchObject({
    resource: 'homeSize',
    used: 10 * GI,
    allowed: 50 * GI,
    asked: 41 * GI,
  });
  await create({ template: 'blender', homeSize: '40Gi' }).expect(201);
  await api
    .call('patch', one('alice-blender-1'))
    .send({ homeSize: '41Gi' })
    .expect(403);
});

it("counts the desktops of a group's members together, and names nobody else's", async () => {
  put('alice-1');
  put('bob-1', { userRef: BOB });
  put('bob-2', { userRef: BOB });
  const { body } = await create({ template: 'blender' }).expect(403);
  expect(body.error.message).toBe(
    'The group "film" uses 3 of 3 desktops. Stop "Blender 1" to start this one.',
  );
  expect(body.error.quota.sessions).toHaveLength(1);
});

it('goes by the quota of the owner, whoever asks', async () => {
  put('bob-1', { userRef: BOB });
  put('bob-2', { userRef: BOB });
  put('bob-3', { userRef: BOB, running: false });
  const { body } = await create(
    { template: 'blender', owner: BOB },
    CAROL,
  ).expect(403);
  expect(body.error.message).toContain('bob uses 2 of 2 desktops. Stop');
  await api.call('post', one('bob-3', '/start'), CAROL).expect(403);
  await create({ template: 'blender' }, CAROL).expect(201);
});

it('gives the desktop of an earlier request where there is no room for another', async () => {
  const ask = () =>
    create({ template: 'blender' }).set('Idempotency-Key', 'key');
  const first = await ask().expect(201);
  await create({ template: 'blender' }).expect(201);
  await create({ template: 'blender' }).expect(403);
  expect((await ask().expect(201)).body.uid).toBe(first.body.uid);
});

it('holds requests of one moment to what is allowed', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => create({ template: 'blender' })),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(2);
  expect(api.desktops.sessions()).toHaveLength(2);
});

it('starts nothing while a source of quotas does not answer', async () => {
  budgets.mockRejectedValueOnce(new Error('away'));
  const answer = await create({ template: 'blender' }).expect(503);
  expect(answer.body.error.code).toBe('VDI_QUOTAS_UNAVAILABLE');
  expect(answer.headers['retry-after']).toBe('5');
  expect(api.desktops.sessions()).toEqual([]);
});

describe('GET /v1/quota', () => {
  it('tells what is used, and what is left by the strictest', async () => {
    put('alice-1');
    put('alice-2', { running: false, persistence: { size: '20Gi' } });
    put('bob-1', { userRef: BOB });
    put('bob-2', { userRef: BOB });
    const { body } = await api.call('get', '/quota').expect(200);
    const used = { running: 1, gpus: 0, homeSize: 30 * GI };
    expect(body).toEqual({
      userRef: ALICE,
      used,
      left: { running: 0, gpus: 2, homeSize: 20 * GI },
      quotas: [
        {
          subject: ALICE,
          used,
          allowed: { running: 2, gpus: 2, homeSize: 50 * GI },
        },
        {
          subject: FILM,
          used: { running: 3, gpus: 0, homeSize: 50 * GI },
          allowed: { running: 3 },
        },
      ],
    });
  });

  it('is in whole bytes', async () => {
    put('alice-1', { persistence: { size: '1.1Gi' } });
    const { body } = await api.call('get', '/quota').expect(200);
    expect(body.used.homeSize).toBe(1_181_116_007);
  });

  it('has no bounds where none are set', async () => {
    const free = await startApi();
    const { body } = await free.call('get', '/quota').expect(200);
    expect(body).toMatchObject({ left: {}, quotas: [] });
    await free.stop();
  });
});
