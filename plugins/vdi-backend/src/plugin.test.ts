import { EventEmitter, once } from 'node:events';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  SESSIONS_CHANNEL,
  type SessionView,
  turnToken,
} from '@backstage-vdi/plugin-vdi-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import request from 'supertest';
import { createVdiPlugin } from './plugin';
import {
  ClusterUnavailableError,
  SessionNameTakenError,
} from './service/errors';
import { MemoryDesktops } from './testing/MemoryDesktops';
import { aSession, aTemplate } from './testing/objects';

const alice = mockCredentials.user.header('user:default/alice');
const bob = mockCredentials.user.header('user:default/bob');
// Where the header is absent the test backend takes everybody for a user.
const noCredentials = { authorization: mockCredentials.none.header() };
const nobody = mockCredentials.user.header('user:default/nobody');

const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { profile: { email: `${name}@example.com` } },
});

const desktops = new MemoryDesktops();
const publish = jest.fn().mockResolvedValue(undefined);
let backend: Awaited<ReturnType<typeof startTestBackend>>;

beforeAll(async () => {
  backend = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops, { checkAnswers: true }),
      mockServices.rootConfig.factory({ data: {} }),
      catalogServiceMock.factory({ entities: [user('alice'), user('bob')] }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
    ],
  });
});

afterAll(() => backend.stop());

beforeEach(() => {
  desktops.reset(aTemplate(), aTemplate('hidden', { hidden: true }));
  publish.mockClear();
});

afterEach(() => jest.restoreAllMocks());

const call = (
  method: 'get' | 'post' | 'delete',
  path: string,
  who: string = alice,
) =>
  request(backend.server)
    [method](`/api/vdi/v1${path}`)
    .set('authorization', who);
const create = (body: object, who?: string) =>
  call('post', '/sessions', who).send(body);
const titles = (items: SessionView[]) => items.map(({ title }) => title);

it('keeps the desktops up to date while it runs', async () => {
  const hosted = new MemoryDesktops();
  const another = await startTestBackend({
    features: [createVdiPlugin(() => hosted), catalogServiceMock.factory()],
  });
  expect(hosted.running).toBe(true);
  await another.stop();
  expect(hosted.running).toBe(false);
});

it('lets go of its clusters at once when it ends, whatever else it still waits for', async () => {
  const hosted = new MemoryDesktops();
  hosted.put(aSession('a', {}, { phase: 'Failed' }));
  const happens = new EventEmitter();
  jest.spyOn(hosted, 'stop').mockImplementation(async () => {
    happens.emit('let go');
  });
  const send = async () => {
    happens.emit('asked');
    await once(happens, 'answered');
  };
  const asked = once(happens, 'asked');
  const another = await startTestBackend({
    features: [
      createVdiPlugin(() => hosted),
      catalogServiceMock.factory(),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send }),
      }),
    ],
  });
  await asked;
  const letGo = once(happens, 'let go');
  const stopped = another.stop();
  await letGo;
  happens.emit('answered');
  await expect(stopped).resolves.toBeUndefined();
});

describe('GET /turn/:uid/:token', () => {
  const key = 'k'.repeat(32);
  const uid = `${aSession().metadata.uid}`;
  const path = `/api/vdi/turn/${uid}/${turnToken(key, uid)}`;

  it('answers a desktop, which has no credentials of Backstage', async () => {
    const relaying = await startTestBackend({
      features: [
        createVdiPlugin(() => desktops),
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:7007' },
            vdi: {
              turn: { key, secret: key, uris: ['turn:turn.example.com:3478'] },
            },
          },
        }),
      ],
    });
    desktops.put(aSession());
    const statusOf = async (asked: string) => {
      const { server } = relaying;
      return (await request(server).get(asked).set(noCredentials)).status;
    };
    expect(await statusOf(path)).toBe(200);
    expect(await statusOf('/api/vdi/v1/sessions')).toBe(401);
    expect(await statusOf('/api/vdi/turn')).toBe(401);
    await relaying.stop();
  });

  it('is not there where the portal has no relay', async () => {
    const statusFor = async (authorization: string) => {
      const asked = request(backend.server).get(path);
      return (await asked.set({ authorization })).status;
    };
    expect(await statusFor(mockCredentials.none.header())).toBe(401);
    expect(await statusFor(alice)).toBe(404);
  });
});

describe('who asks', () => {
  it.each([
    ['nobody', mockCredentials.none.header(), 401, 'Missing credentials'],
    [
      'a service for itself',
      mockCredentials.service.header(),
      403,
      'Desktops belong to people',
    ],
  ])('is not %s', async (_, who, status, message) => {
    const { body } = await call('get', '/sessions', who).expect(status);
    expect(body.error.message).toContain(message);
  });
});

describe('GET /v1/templates', () => {
  it('lists what may be requested', async () => {
    const { body } = await call('get', '/templates').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ name: 'blender', displayName: 'Blender' }),
    ]);
  });
});

describe('GET /v1/sessions', () => {
  it("lists the caller's own, kubectl's included", async () => {
    desktops.put(aSession());
    desktops.put(aSession('by-kubectl', { userRef: undefined }));
    desktops.put(aSession('b-1', { userRef: 'user:default/bob' }));
    const { body } = await call('get', '/sessions').expect(200);
    expect(titles(body.items).sort()).toEqual(['Blender 1', 'by-kubectl']);
  });

  it('works for one whose e-mail address is not known', async () => {
    desktops.put(aSession('a', { userRef: 'user:default/nobody' }));
    const { body } = await call('get', '/sessions', nobody).expect(200);
    expect(titles(body.items)).toEqual(['a']);
  });

  it('answers 503 with a sentence while the cluster could not be read', async () => {
    jest.spyOn(desktops, 'sessionsOf').mockImplementation(() => {
      throw new ClusterUnavailableError('Kubernetes cannot be reached.');
    });
    const answer = await call('get', '/sessions').expect(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body.error).toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'VDI_CLUSTER_UNAVAILABLE',
      message: 'Kubernetes cannot be reached.',
    });
  });
});

describe('POST /v1/sessions', () => {
  it("makes a session in the caller's name, and it is in the next list", async () => {
    const { body } = await create({ template: 'blender' }).expect(201);
    expect(body).toMatchObject({
      namespace: 'vdi-sessions',
      name: 'alice-blender-1',
      title: 'Blender 1',
      owner: { user: 'alice@example.com', userRef: 'user:default/alice' },
      phase: 'Pending',
    });
    const list = await call('get', '/sessions').expect(200);
    expect(list.body.items).toEqual([body]);
  });

  it('gives two requests of the same moment two names', async () => {
    const answers = await Promise.all([
      create({ template: 'blender' }).expect(201),
      create({ template: 'blender' }).expect(201),
    ]);
    expect(answers.map(({ body }) => body.name).sort()).toEqual([
      'alice-blender-1',
      'alice-blender-2',
    ]);
  });

  it('takes the next name when the cache is behind the cluster', async () => {
    jest
      .spyOn(desktops, 'createSession')
      .mockRejectedValueOnce(new SessionNameTakenError('it exists'));
    const { body } = await create({ template: 'blender' }).expect(201);
    expect(body.name).toBe('alice-blender-2');
  });

  it('keeps the title that was given', async () => {
    const { body } = await create({ template: 'blender', title: ' Scene 4 ' });
    expect(body.title).toBe('Scene 4');
  });

  it.each<[object, string, string]>([
    [{}, 'template', 'is required'],
    [{ template: 7 }, 'template', 'must be string'],
    [{ template: 'gone' }, 'template', 'there is no template "gone"'],
    [{ template: 'hidden' }, 'template', 'there is no template "hidden"'],
    [{ template: 'blender', title: '' }, 'title', 'fewer than 1 characters'],
    [{ template: 'blender', title: 'x'.repeat(101) }, 'title', 'more than 100'],
    [
      { template: 'blender', title: 'a\u0007b' },
      'title',
      'text without control characters',
    ],
    [
      { template: 'blender', user: 'eve@x.y' },
      'user',
      'there is no such field',
    ],
    [[], 'body', 'must be object'],
  ])('refuses %j and names the field', async (body, field, message) => {
    const answer = await create(body).expect(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      code: 'VDI_INVALID_FIELD',
      field,
      message: expect.stringContaining(message),
    });
    expect(desktops.sessions()).toEqual([]);
  });

  it.each([
    ['too much', JSON.stringify({ template: 'x'.repeat(20_000) }), 413],
    ['broken JSON', '{"template": ', 400],
  ])('refuses a body with %s', async (_, body, status) => {
    const answer = await call('post', '/sessions')
      .set('content-type', 'application/json')
      .send(body)
      .expect(status);
    expect(answer.body.error.message).toEqual(expect.any(String));
  });

  it('says what an administrator has to do for one without an e-mail address', async () => {
    const { body } = await create({ template: 'blender' }, nobody).expect(403);
    expect(body.error).toMatchObject({ code: 'VDI_NO_EMAIL_ADDRESS' });
    expect(body.error.message).toContain('spec.profile.email');
    expect(body.error.message).toContain('vdi.users.emailDomain');
  });

  it('answers 503 when the cluster cannot be reached', async () => {
    jest
      .spyOn(desktops, 'createSession')
      .mockRejectedValue(new ClusterUnavailableError('connection refused'));
    const answer = await create({ template: 'blender' }).expect(503);
    expect(answer.headers['retry-after']).toBe('5');
  });
});

describe('one session', () => {
  beforeEach(() => desktops.put(aSession()));

  it('is shown to its owner', async () => {
    const { body } = await call(
      'get',
      '/sessions/default/vdi-sessions/alice-blender-1',
    );
    expect(body.title).toBe('Blender 1');
  });

  it('is shown as being deleted right after it was deleted', async () => {
    const path = '/sessions/default/vdi-sessions/alice-blender-1';
    await call('delete', path).expect(202);
    const { body } = await call('get', path).expect(200);
    expect(body.phase).toBe('Terminating');
  });

  it.each(['get', 'delete'] as const)(
    'does not exist for another user: %s',
    async method => {
      const answer = (name: string) =>
        call(method, `/sessions/default/vdi-sessions/${name}`, bob).expect(404);
      const { body: foreign } = await answer('alice-blender-1');
      const { body: missing } = await answer('alice-blender-9');
      expect(foreign.error.message).toBe(
        missing.error.message.replace('-9', '-1'),
      );
      expect(desktops.sessions()[0].session.metadata).not.toHaveProperty(
        'deletionTimestamp',
      );
    },
  );

  it.each([
    'default/vdi-sessions/..%2F..%2Fsecrets',
    'default/vdi-sessions%2Falice-blender-1/x',
    `default/vdi-sessions/${'x'.repeat(300)}`,
    'default/vdi-sessions/%E5%B1%B1',
    'elsewhere/vdi-sessions/alice-blender-1',
  ])('is not found as %s', async path => {
    const { body } = await call('get', `/sessions/${path}`).expect(404);
    expect(body.error.name).toBe('NotFoundError');
  });
});

describe('signals', () => {
  it('tell owners that something changed', async () => {
    // What other tests changed in the last 100 ms is told with it.
    const told = new Promise(resolve => {
      publish.mockImplementation(async signal => {
        if (signal.recipients.entityRef.includes('user:default/carol')) {
          resolve(signal);
        }
      });
    });
    desktops.put(aSession('a', { userRef: 'user:default/carol' }));
    expect(await told).toMatchObject({
      recipients: { type: 'user' },
      channel: SESSIONS_CHANNEL,
      message: { action: 'sessions-changed' },
    });
  });
});
