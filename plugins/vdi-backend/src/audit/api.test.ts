import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Timeline } from '@backstage-vdi/plugin-vdi-common';
import { type Api, startApi } from '../__testUtils__/startApi';
import { aSession, aTemplate } from '../testing/objects';

const PATH = '/sessions/default/vdi-sessions/alice-blender-1';
const alice = 'user:default/alice';
const bob = 'user:default/bob';

/** What Backstage's auditor writes to the log. */
interface AuditLine {
  eventId: string;
  status: string;
  severityLevel: string;
  actor: { actorId?: string; ip?: string; userAgent?: string };
  request?: { url: string; method: string };
  meta: Record<string, unknown>;
}

const lines: AuditLine[] = [];
const complaints = jest.fn();
const database = { getClient: jest.fn() };

/** Keeps what is audited, and complaints. */
function logInto(meta: object): LoggerService {
  const log = (_message: string, more?: object) => {
    const line = { ...meta, ...(more instanceof Error ? {} : more) };
    if ('isAuditEvent' in line) lines.push(line as unknown as AuditLine);
  };
  return {
    ...mockServices.logger.mock({ debug: log, info: log, error: complaints }),
    child: more => logInto({ ...meta, ...more }),
  };
}

const auditing = [
  auditorServiceFactory,
  createServiceFactory({
    service: coreServices.logger,
    deps: {},
    factory: () => logInto({}),
  }),
];

let api: Api;

beforeAll(async () => {
  api = await startApi({ features: auditing });
});
afterAll(() => api.stop());

beforeEach(() => {
  lines.length = 0;
  complaints.mockClear();
  api.desktops.reset(aTemplate('blender', { timeout: { max: '12h' } }));
});

/** Under a UID of its own: the trail outlives what a test does. */
function put(uid: string, running = true) {
  const session = aSession('alice-blender-1', { running });
  session.metadata.uid = uid;
  session.status = { phase: 'Running', url: 'https://alice.vdi.localhost/' };
  api.desktops.put(session);
}

const titles = async (path = PATH) => {
  const { body } = await api.call('get', `${path}/events`).expect(200);
  const { items } = body as Timeline;
  return items.map(({ title, detail }) => [title, detail].filter(Boolean));
};

describe('what is asked for', () => {
  it.each([
    ['post', 'start', undefined, false, ['Started by alice']],
    ['post', 'stop', undefined, true, ['Stopped by alice']],
    ['post', 'restart', undefined, true, ['Restarted by alice']],
    ['post', 'extend', { by: '2h' }, true, ['Extended by alice', 'By 2 h.']],
    [
      'patch',
      'update',
      { title: 'Scene 5', timeout: '9h', idleTimeout: '30m', homeSize: '20Gi' },
      true,
      [
        'Changed by alice',
        'It is called "Scene 5" now. It may run for 9 h. It stops when nobody was connected for 30 min. Its home volume is to have 20 GiB.',
      ],
    ],
    ['delete', 'delete', undefined, true, ['Deleted by alice']],
  ] as const)(
    '%s %s is audited, and in the timeline',
    async (method, deed, body, running, told) => {
      put(`uid-of-${deed}`, running);
      const path = method === 'post' ? `${PATH}/${deed}` : PATH;
      const { status } = await api.call(method, path).send(body);
      expect(status).toBeLessThan(300);
      const of = {
        eventId: `session-${deed}`,
        severityLevel: 'medium',
        actor: { actorId: alice, ip: expect.any(String) },
        request: { url: `/api/vdi/v1${path}`, method: method.toUpperCase() },
        meta: {
          actor: alice,
          cluster: 'default',
          namespace: 'vdi-sessions',
          name: 'alice-blender-1',
          uid: `uid-of-${deed}`,
          owner: alice,
          template: 'blender',
          host: 'alice.vdi.localhost',
          ...(body && { wanted: body }),
        },
      };
      expect(lines).toMatchObject([
        { ...of, status: 'initiated' },
        { ...of, status: 'succeeded' },
      ]);
      const shown = (await titles()).map(words => words.join(': '));
      expect(shown).toContainEqual(expect.stringContaining(told.join(': ')));
    },
  );

  it('is audited of a desktop that is made, with what came of it', async () => {
    const wanted = { template: 'blender', timeout: '2h' };
    const { body: made } = await api
      .call('post', '/sessions')
      .send(wanted)
      .expect(201);
    expect(lines).toMatchObject([
      { status: 'initiated', meta: { wanted } },
      {
        status: 'succeeded',
        eventId: 'session-create',
        severityLevel: 'medium',
        meta: { wanted, uid: made.uid, owner: alice },
      },
    ]);
    expect(await titles()).toEqual([
      ['Requested by alice', 'From the template "blender".'],
    ]);
  });

  it('is told with the service that asks on behalf of somebody', async () => {
    put('uid-of-scaffolder');
    const actor = { subject: 'plugin:scaffolder' };
    await api
      .call('post', `${PATH}/stop`)
      .set(
        'authorization',
        `Bearer ${mockCredentials.user.token(alice, { actor })}`,
      )
      .expect(200);
    expect(lines[1].meta).toMatchObject({
      actor: alice,
      service: 'plugin:scaffolder',
    });
    expect(await titles()).toContainEqual([
      'Stopped by alice',
      'Asked for by plugin:scaffolder on their behalf.',
    ]);
  });

  it('is not in the timeline where it was so already', async () => {
    put('uid-of-again');
    await api.call('post', `${PATH}/start`).expect(200);
    expect(lines[1]).toMatchObject({ status: 'succeeded' });
    expect(await titles()).toEqual([
      ['Requested', 'From the template "blender".'],
    ]);
  });

  it('is audited where it is refused, with whose desktop it was and why, and is not in the timeline', async () => {
    put('uid-of-refused');
    await api.call('delete', PATH, bob).expect(404);
    await api.call('post', `${PATH}/extend`).send({ by: '0s' }).expect(400);
    expect(lines).toMatchObject([
      { status: 'initiated' },
      {
        status: 'failed',
        severityLevel: 'high',
        eventId: 'session-delete',
        actor: { actorId: bob },
        meta: { actor: bob, owner: alice, code: 'VDI_SESSION_NOT_FOUND' },
      },
      { status: 'initiated' },
      {
        status: 'failed',
        severityLevel: 'medium',
        eventId: 'session-extend',
        meta: { actor: alice, code: 'VDI_INVALID_FIELD' },
      },
    ]);
    expect(await titles()).toHaveLength(1);
  });

  it('is audited with high severity where it is for somebody else', async () => {
    await api
      .call('post', '/sessions')
      .send({ template: 'blender', owner: bob })
      .expect(403);
    expect(lines[1]).toMatchObject({
      status: 'failed',
      severityLevel: 'high',
      meta: { code: 'VDI_NOT_PERMITTED', wanted: { owner: bob } },
    });
  });

  it('is audited without what is to be kept secret, and not where it is only looked at', async () => {
    const { body: made } = await api
      .call('post', '/sessions')
      .set('Idempotency-Key', 'a-key-of-mine')
      .send({ template: 'blender' })
      .expect(201);
    expect(lines).toHaveLength(2);
    const written = JSON.stringify(lines);
    expect(written).not.toContain('a-key-of-mine');
    expect(written).not.toContain(mockCredentials.user.token(alice));
    await api.call('get', '/sessions').expect(200);
    const path = `/sessions/default/${made.namespace}/${made.name}`;
    await api.call('get', path).expect(200);
    await titles(path);
    expect(lines).toHaveLength(2);
  });
});

describe('an administrator', () => {
  it('is audited with high severity, and seen by the owner', async () => {
    const looked = await startApi({
      vdi: { admins: [bob] },
      features: auditing,
    });
    looked.desktops.reset(aTemplate());
    looked.desktops.put(aSession());
    await looked.call('post', `${PATH}/stop`, bob).expect(200);
    expect(lines[1]).toMatchObject({
      severityLevel: 'high',
      meta: { actor: bob, owner: alice },
    });
    const { body } = await looked.call('get', `${PATH}/events`).expect(200);
    expect(body.items[0]).toMatchObject({
      title: 'Stopped by bob',
      actor: bob,
    });
    await looked.call('post', '/sessions', bob).send({
      template: 'blender',
      owner: 'user:default/carol',
    });
    await looked.stop();
  });
});

describe('what cannot be written down', () => {
  it('keeps nobody from a desktop, and is told: the trail', async () => {
    database.getClient.mockRejectedValue(new Error('connection refused'));
    const lost = await startApi({
      features: [
        ...auditing,
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => database,
        }),
      ],
    });
    lost.desktops.reset(aTemplate());
    await lost
      .call('post', '/sessions')
      .send({ template: 'blender' })
      .expect(201);
    const { body } = await lost.call('get', `${PATH}/events`).expect(200);
    expect(body.items[0].title).toBe('Requested');
    expect(body.incomplete).toBe(
      "Who asked for what is missing. The portal's database does not answer at the moment. Desktops are not affected. Try again in a minute.",
    );
    await lost.stop();
    expect(complaints.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Lost to the audit trail.*"create" of the desktop default\/vdi-sessions\/alice-blender-1 by user:default\/alice\. .*restart the portal when its database is back; caused by Error: connection refused$/,
        ),
      ],
    ]);
  });

  it.each(['before', 'after'])(
    "keeps nobody from a desktop, and is told: to the portal's auditor, %s",
    async when => {
      const error = new Error('no disk');
      const success = jest.fn().mockRejectedValue(error);
      const createEvent = jest.fn();
      if (when === 'before') createEvent.mockRejectedValue(error);
      else createEvent.mockResolvedValue({ success });
      const lost = await startApi({
        features: [
          auditing[1],
          mockServices.auditor.mock({ createEvent }).factory,
        ],
      });
      lost.desktops.reset(aTemplate());
      await lost
        .call('post', '/sessions')
        .send({ template: 'blender' })
        .expect(201);
      await lost.stop();
      expect(complaints.mock.calls).toEqual([
        [
          "The portal's auditor could not be told of what somebody asked for: Error: no disk",
        ],
      ]);
    },
  );
});
