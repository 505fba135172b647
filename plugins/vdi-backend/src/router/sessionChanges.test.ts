import {
  ANNOTATION_ACTIVE_AT,
  ANNOTATION_RESTARTED_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

const NOW = '2026-10-01T12:00:00.000Z';
const PATH = '/sessions/default/vdi-sessions/alice-blender-1';
const running: VDISession['status'] = {
  phase: 'Running',
  stopsAt: { time: '2026-10-01T16:00:00Z', reason: 'TimeLimit' },
};

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const put = (
  spec: Partial<VDISession['spec']> = {},
  status: VDISession['status'] = running,
) => api.desktops.put(aSession('alice-blender-1', spec, status));
const stored = () => api.desktops.sessions()[0].session;

beforeEach(() => {
  api.desktops.reset(
    aTemplate('blender', {
      timeout: { default: '4h', max: '6h' },
      idleTimeout: '1h',
    }),
  );
  api.desktops.time = Date.parse(NOW);
  put();
});

describe('ETag and If-Match', () => {
  it('names the version of a desktop, in its head and in its body', async () => {
    const answer = await api.call('get', PATH).expect(200);
    expect(answer.headers.etag).toBe('"7"');
    expect(answer.body.etag).toBe('"7"');
    await api.call('get', PATH).set('If-None-Match', '"7"').expect(304);
  });

  it('lets one of two win who decided on the same version', async () => {
    const answers = await Promise.all(
      ['One', 'Two'].map(title =>
        api.call('patch', PATH).set('If-Match', '"7"').send({ title }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const lost = answers.find(({ status }) => status === 412);
    expect(lost?.body.error).toMatchObject({
      name: 'PreconditionFailedError',
      code: 'VDI_CHANGED_MEANWHILE',
    });
    expect(lost?.body.error).not.toHaveProperty('statusCode');
  });

  it.each(['*', 'W/"7"', '"7"'])('takes %s', async tag => {
    const patch = api.call('patch', PATH).set('If-Match', tag);
    const { body } = await patch.send({ title: 'Mine' }).expect(200);
    expect(body.title).toBe('Mine');
  });

  it.each(['7', '""', '"7", "8"', 'W/"$"', '"99999999999999999999"'])(
    'refuses %j as none',
    async tag => {
      const { body } = await api
        .call('delete', PATH)
        .set('If-Match', tag)
        .expect(400);
      expect(body.error).toMatchObject({
        code: 'VDI_INVALID_FIELD',
        field: 'If-Match',
      });
      expect(stored().metadata).not.toHaveProperty('deletionTimestamp');
    },
  );

  it('deletes the version that was seen, and no other', async () => {
    await api.call('delete', PATH).set('If-Match', '"6"').expect(412);
    expect(stored().metadata).not.toHaveProperty('deletionTimestamp');
    await api.call('delete', PATH).set('If-Match', '"7"').expect(202);
    expect(stored().metadata).toHaveProperty('deletionTimestamp');
  });
});

describe('PATCH', () => {
  it('changes what it names, and nothing else', async () => {
    const { body } = await api
      .call('patch', PATH)
      .send({ title: ' Scene 5 ', timeout: '5h', idleTimeout: '30m' })
      .expect(200);
    expect(body).toMatchObject({
      title: 'Scene 5',
      timeout: '5h',
      idleTimeout: '30m',
      homeSize: '10Gi',
    });
    expect(body.etag).not.toBe('"7"');
  });

  it.each<[object, string, string]>([
    [{}, 'body', 'must NOT have fewer than 1'],
    [{ timeout: '7h' }, 'timeout', 'this template allows 6 h at most'],
    [{ timeout: '0s' }, 'timeout', 'longer than zero'],
    [{ timeout: '8 h' }, 'timeout', 'must be a Go duration such as'],
    [{ idleTimeout: '2h' }, 'idleTimeout', 'this template allows 1 h at most'],
    [{ homeSize: '5Gi' }, 'homeSize', 'has 10 GiB and only grows'],
    [{ homeSize: '0' }, 'homeSize', 'more than zero'],
    [{ homeSize: '1e2147483647' }, 'homeSize', 'than Kubernetes can count'],
    [{ owner: 'user:default/eve' }, 'owner', 'there is no such field'],
    [{ title: '   ' }, 'title', 'text without control characters'],
  ])('refuses %j and names the field', async (patch, field, message) => {
    const { body } = await api.call('patch', PATH).send(patch).expect(400);
    expect(body.error).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field,
      message: expect.stringContaining(message),
    });
    expect(stored().metadata.resourceVersion).toBe('7');
  });
});

describe('start, stop and restart', () => {
  it.each([
    ['stop', true, false],
    ['start', false, true],
    ['restart', false, true],
  ])('%s: running %s becomes %s', async (verb, before, after) => {
    put({ running: before });
    await api.call('post', `${PATH}/${verb}`).expect(200);
    expect(stored().spec.running).toBe(after);
  });

  it.each([
    ['stop', false],
    ['start', true],
  ])('%s changes nothing where it is so already', async (verb, is) => {
    put({ running: is });
    const { body } = await api.call('post', `${PATH}/${verb}`).expect(200);
    expect(body.etag).toBe('"7"');
  });

  it("restarts what runs, by the cluster's clock", async () => {
    await api.call('post', `${PATH}/restart`).expect(200);
    expect(stored().metadata.annotations).toEqual({
      [ANNOTATION_RESTARTED_AT]: NOW,
    });
  });
});

describe('extend', () => {
  const extend = (body?: object) =>
    api.call('post', `${PATH}/extend`).send(body);

  it.each<[string, object | undefined, string]>([
    ['an hour where nothing is said', undefined, '5h'],
    ['an hour where the body is empty', {}, '5h'],
    ['what is said', { by: '30m' }, '4h30m'],
    ['no more than the template allows', { by: '9h' }, '6h'],
  ])('adds %s', async (_, body, timeout) => {
    expect((await extend(body).expect(200)).body.timeout).toBe(timeout);
    expect(stored().metadata.annotations).toEqual({
      [ANNOTATION_ACTIVE_AT]: NOW,
    });
  });

  it('only keeps what would stop because nobody is connected', async () => {
    put(
      {},
      {
        phase: 'Running',
        stopsAt: { time: '2026-10-01T12:10:00Z', reason: 'Idle' },
      },
    );
    expect((await extend().expect(200)).body.timeout).toBe('4h');
    expect(stored().metadata.annotations).toEqual({
      [ANNOTATION_ACTIVE_AT]: NOW,
    });
  });

  it.each<[string, Partial<VDISession['spec']>, VDISession['status'], string]>([
    ['at its limit', { timeout: '6h' }, running, 'VDI_AT_LIMIT'],
    ['stopped', { running: false }, { phase: 'Stopped' }, 'VDI_NOT_RUNNING'],
    ['starting', {}, { phase: 'Creating' }, 'VDI_NOT_RUNNING'],
  ])('is refused to one that is %s', async (_, spec, status, code) => {
    put(spec, status);
    expect((await extend().expect(409)).body.error.code).toBe(code);
  });

  it.each<[object, string]>([
    [{ by: '0s' }, 'longer than zero'],
    [{ by: 'soon' }, 'must be a Go duration'],
  ])('refuses %j', async (body, message) => {
    const answer = await extend(body).expect(400);
    expect(answer.body.error).toMatchObject({
      field: 'by',
      message: expect.stringContaining(message),
    });
  });
});

it.each(['start', 'stop', 'restart', 'extend'])(
  'refuses to %s what is being deleted',
  async verb => {
    await api.call('delete', PATH).expect(202);
    const { body } = await api.call('post', `${PATH}/${verb}`).expect(409);
    expect(body.error.code).toBe('VDI_BEING_DELETED');
  },
);

it.each(['start', 'stop', 'restart', 'extend'])(
  'knows no desktop of others: %s',
  async verb => {
    const { body } = await api
      .call('post', `${PATH}/${verb}`, 'user:default/bob')
      .expect(404);
    expect(body.error.code).toBe('VDI_SESSION_NOT_FOUND');
  },
);
