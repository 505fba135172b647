import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { SessionNameTakenError } from '../service/errors';
import { aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

const bounded: Partial<VDITemplate['spec']> = {
  gpu: { resourceName: 'nvidia.com/gpu' },
  resources: {
    default: { gpu: 1, memory: '8Gi' },
    min: { memory: '4Gi' },
    max: { gpu: 2, cpu: 8, memory: '16Gi' },
  },
  timeout: { default: '4h', max: '8h' },
};

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(() =>
  api.desktops.reset(
    aTemplate('blender', bounded),
    aTemplate('cpu', { persistence: { enabled: false } }),
  ),
);
afterEach(() => jest.restoreAllMocks());

const create = (body: unknown, key?: string, userRef?: string) => {
  const asked = api.call('post', '/sessions', userRef);
  return (key === undefined ? asked : asked.set('Idempotency-Key', key)).send(
    body as object,
  );
};

it('makes what is asked for, and says where it is', async () => {
  const answer = await create({
    template: 'blender',
    resources: { memory: '12Gi' },
    homeSize: '50Gi',
    timeout: '6h',
    entityRef: 'component:default/render-farm',
    owner: 'user:default/Alice',
  }).expect(201);
  expect(answer.body).toMatchObject({
    resources: { gpu: 1, memory: '12Gi' },
    homeSize: '50Gi',
    timeout: '6h',
    entityRef: 'component:default/render-farm',
    owner: { userRef: 'user:default/alice' },
  });
  expect(answer.headers.etag).toBe(answer.body.etag);
  const { location } = answer.headers;
  expect(location).toBe(
    '/api/vdi/v1/sessions/default/vdi-sessions/alice-blender-1',
  );
  const path = location.replace('/api/vdi/v1', '');
  expect((await api.call('get', path).expect(200)).body).toEqual(answer.body);
});

describe('Idempotency-Key', () => {
  it('gives two requests of the same moment one desktop', async () => {
    const answers = await Promise.all([
      create({ template: 'blender' }, 'k').expect(201),
      create({ template: 'blender' }, 'k').expect(201),
    ]);
    const [one, other] = answers.map(({ body }) => body);
    expect(other).toEqual(one);
    expect(api.desktops.sessions()).toHaveLength(1);
  });

  it('finds what another replica made, which is not in memory yet', async () => {
    const { body: made } = await create({ template: 'blender' }, 'k');
    jest.spyOn(api.desktops, 'session').mockReturnValue(undefined);
    const { body } = await create({ template: 'blender' }, 'k').expect(201);
    expect(body).toEqual(made);
    await create({ template: 'cpu' }, 'k').expect(422);
    expect(api.desktops.sessions()).toHaveLength(1);
  });

  it('gives the one that was made, whatever became of its template', async () => {
    const { body: made } = await create({ template: 'blender' }, 'k');
    jest
      .spyOn(api.desktops, 'template')
      .mockReturnValue(aTemplate('blender', { hidden: true }));
    const { body } = await create({ template: 'blender' }, 'k').expect(201);
    expect(body.uid).toBe(made.uid);
  });

  it('does not take what memory has for what there is', async () => {
    const { body: made } = await create({ template: 'blender' }, 'k');
    const [{ session }] = api.desktops.sessions();
    api.desktops.remove(session);
    jest.spyOn(api.desktops, 'session').mockReturnValue(session);
    const { body } = await create({ template: 'blender' }, 'k').expect(201);
    expect(body.name).toBe(made.name);
    expect(api.desktops.sessions()).toHaveLength(1);
  });

  it('makes it anew where it goes in the very moment', async () => {
    jest
      .spyOn(api.desktops, 'createSession')
      .mockRejectedValueOnce(new SessionNameTakenError('it exists'));
    await create({ template: 'blender' }, 'k').expect(201);
    expect(api.desktops.sessions()).toHaveLength(1);
  });

  it('names the desktop after who asks and the key, and shows neither', async () => {
    const { body } = await create({ template: 'blender' }, 'k').expect(201);
    expect(body.name).toMatch(/^alice-[0-9a-f]{16}$/);
    expect(body.title).toBe('Blender');
  });

  it('is refused with another body', async () => {
    await create({ template: 'blender' }, 'k').expect(201);
    const { body } = await create({ template: 'cpu' }, 'k').expect(422);
    expect(body.error).toMatchObject({
      code: 'VDI_IDEMPOTENCY_KEY_REUSED',
      field: 'Idempotency-Key',
    });
    expect(api.desktops.sessions()).toHaveLength(1);
  });

  it("is one's own", async () => {
    await create({ template: 'blender' }, 'k').expect(201);
    await create({ template: 'cpu' }, 'k', 'user:default/bob').expect(201);
    expect(api.desktops.sessions()).toHaveLength(2);
  });

  it.each(['', 'a b', 'x'.repeat(256)])('refuses %j', async key => {
    const { body } = await create({ template: 'cpu' }, key).expect(400);
    expect(body.error).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field: 'Idempotency-Key',
    });
  });
});

it.each<[object, string, string]>([
  [{ template: '../blender' }, 'template', 'must be the name of a VDITemplate'],
  [{ resources: { gpu: 3 } }, 'resources.gpu', 'allows 2 at most'],
  [{ resources: { gpu: 0 } }, 'resources.gpu', 'must be >= 1'],
  [{ resources: { cpu: '8500m' } }, 'resources.cpu', 'allows 8 CPUs at most'],
  [{ resources: { cpu: '0' } }, 'resources.cpu', 'more than zero'],
  [{ resources: { memory: '1Gi' } }, 'resources.memory', 'less than 4 GiB'],
  [{ resources: { memory: 'lots' } }, 'resources.memory', 'such as 500m or'],
  [{ resources: { disk: '1Gi' } }, 'resources.disk', 'no such field'],
  [{ template: 'cpu', resources: { gpu: 1 } }, 'resources.gpu', 'have no GPU'],
  [{ template: 'cpu', homeSize: '1Gi' }, 'homeSize', 'have no home volume'],
  [{ homeSize: '0Gi' }, 'homeSize', 'more than zero'],
  [{ homeSize: '1e2147483647' }, 'homeSize', 'than Kubernetes can count'],
  [{ homeSize: '1e-2147483647' }, 'homeSize', 'more than zero'],
  [
    { template: 'cpu', resources: { memory: '9e999999' } },
    'resources.memory',
    'than Kubernetes can count',
  ],
  [{ timeout: '9h' }, 'timeout', 'allows 8 h at most'],
  [{ timeout: '1 day' }, 'timeout', 'a Go duration'],
  [{ entityRef: 'render-farm' }, 'entityRef', 'an entity ref such as'],
  [{ entityRef: 'a:b/c\0' }, 'entityRef', 'an entity ref such as'],
  [{ owner: 'alice' }, 'owner', 'the entity ref of a user'],
])(
  'refuses %j, names the field, and makes nothing',
  async (wish, field, message) => {
    const answer = await create({ template: 'blender', ...wish }).expect(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      code: 'VDI_INVALID_FIELD',
      field,
      message: expect.stringContaining(message),
    });
    expect(api.desktops.sessions()).toEqual([]);
  },
);

it('lets nobody request a desktop for somebody else', async () => {
  const { body } = await create({
    template: 'blender',
    owner: 'user:default/bob',
  }).expect(403);
  expect(body.error.code).toBe('VDI_NOT_PERMITTED');
  expect(api.desktops.sessions()).toEqual([]);
});

describe('what is no request', () => {
  const post = (type: string, body: string) =>
    api.call('post', '/sessions').set('content-type', type).send(body);

  it.each([
    [
      '1 MB',
      'application/json',
      `{"title":"${'x'.repeat(1e6)}"}`,
      413,
      'VDI_BODY_TOO_LARGE',
    ],
    [
      'half of one',
      'application/json',
      '{"template": ',
      400,
      'VDI_INVALID_FIELD',
    ],
    ['no JSON', 'text/plain', 'blender', 415, 'VDI_NOT_JSON'],
    [
      'of another script',
      'application/json; charset=klingon',
      '{}',
      415,
      'VDI_NOT_JSON',
    ],
    ['a number', 'application/json', '7', 400, 'VDI_INVALID_FIELD'],
  ])('is refused: %s', async (_, type, body, status, code) => {
    const answer = await post(type, body).expect(status);
    expect(answer.body.error).toEqual({
      name: expect.any(String),
      message: expect.any(String),
      code,
      ...(status === 400 && { field: 'body' }),
    });
  });

  it('is an address that nobody can read', async () => {
    const { body } = await api.call('get', '/sessions/a/b/%E0%A4%A');
    expect(body.error).toEqual({
      name: 'InputError',
      message: 'path: is not UTF-8 in percent-encoding',
      code: 'VDI_INVALID_FIELD',
      field: 'path',
    });
  });

  it('is a method that there is not', async () => {
    const answer = await api.call('put', '/sessions').send({}).expect(405);
    expect(answer.headers.allow.split(', ').sort()).toEqual(['GET', 'POST']);
    expect(answer.body.error.code).toBe('VDI_NO_SUCH_METHOD');
  });

  it.each(['/session', '/sessions/default', '/sessions/a/b/c/explode'])(
    'is a path that there is not: %s',
    async path => {
      const { body } = await api.call('get', path).expect(404);
      expect(body.error.code).toBe('VDI_NO_SUCH_PATH');
    },
  );
});
