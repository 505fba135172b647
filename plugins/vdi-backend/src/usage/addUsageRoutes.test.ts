import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { PluginDatabase } from '../database/PluginDatabase';
import { createVdiPlugin } from '../plugin';
import { aRun, HOUR_MS, NOON } from '../testing/aRun';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { UsageHistory } from './UsageHistory';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const alice = 'user:default/alice';
const admin = 'user:default/admin';
/** Has the two hours from noon on. */
const DAY = '/usage?from=2026-03-10&to=2026-03-11';

const stops: (() => Promise<void>)[] = [];

/** A portal with this database. Gives what it answers, each answer held to the description of the API. */
async function startPortal(
  getClient: PluginDatabaseClient,
  features: BackendFeature[] = [],
) {
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(() => new MemoryDesktops(), { checkAnswers: true }),
      mockServices.rootConfig.factory({
        data: {
          vdi: { admins: [admin], users: { emailDomain: 'example.com' } },
        },
      }),
      mockServices.database.mock({ getClient }).factory,
      catalogServiceMock.factory({ entities: [] }),
      ...features,
    ],
  });
  stops.push(() => backend.stop());
  return (path: string, userRef = alice) =>
    request(backend.server)
      .get(`/api/vdi/v1${path}`)
      .set('authorization', mockCredentials.user.header(userRef));
}

type PluginDatabaseClient = ConstructorParameters<
  typeof PluginDatabase
>[0]['getClient'];

let getClient: PluginDatabaseClient;
let ask: Awaited<ReturnType<typeof startPortal>>;

beforeAll(async () => {
  const knex = await databases.init('SQLITE_3');
  getClient = async () => knex;
  const history = new UsageHistory(new PluginDatabase({ getClient }));
  const end = { at: NOON + 2 * HOUR_MS, by: NOON + 2 * HOUR_MS };
  await history.record([
    aRun({ sessionUid: 'a', end }),
    aRun({ sessionUid: 'b', owner: 'user:default/bob', gpu: 4, end }),
    aRun({
      sessionUid: 'c',
      owner: 'email:=1+1@example.com',
      entityRef: 'component:default/film',
      gpu: 0,
      end: { at: NOON + HOUR_MS, by: NOON + 3 * HOUR_MS },
    }),
    aRun({
      sessionUid: 'd',
      owner: 'email:alice@example.com',
      template: 'office',
      gpu: 0,
      end,
    }),
  ]);
  ask = await startPortal(getClient);
});

afterAll(async () => {
  for (const stop of stops) await stop();
});

it('tells everybody of their own desktops, those without an entity ref among them', async () => {
  const { body } = await ask(`${DAY}&by=template`).expect(200);
  const hours = { sessionHours: 2, unknownSessionHours: 0, unknownGpuHours: 0 };
  const day = {
    from: '2026-03-10T00:00:00.000Z',
    to: '2026-03-11T00:00:00.000Z',
  };
  const one = { ...hours, desktops: 1, runs: 1 };
  expect(body).toEqual({
    ...day,
    timeZone: 'UTC',
    by: 'template',
    items: [
      { ...day, ...one, key: 'blender', gpuHours: 2 },
      { ...day, ...one, key: 'office', gpuHours: 0 },
    ],
    total: { ...one, desktops: 2, runs: 2, sessionHours: 4, gpuHours: 2 },
    coverage: expect.any(Array),
  });
});

it('tells administrators of everybody, who used most GPU time first', async () => {
  const { body } = await ask(DAY, admin).expect(200);
  expect(body.by).toBe('user');
  expect(body.items.map((it: { key: string }) => it.key)).toEqual([
    'user:default/bob',
    alice,
    'alice@example.com',
    '=1+1@example.com',
  ]);
  expect(body.total).toMatchObject({
    gpuHours: 10,
    sessionHours: 7,
    unknownSessionHours: 2,
  });
});

it('tells nobody of anything to whom the policy denies desktops, administrators among them', async () => {
  const denied = ['vdi.session.read', 'vdi.unnamed'];
  const { factory } = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      queries.map(({ permission }) => ({
        result: denied.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const asked = await startPortal(getClient, [factory]);
  for (const userRef of [alice, admin]) {
    const { body } = await asked(DAY, userRef).expect(200);
    expect(body.items).toEqual([]);
  }
});

it('tells of nothing where nothing was used', async () => {
  const { body } = await ask(DAY, 'user:default/carol').expect(200);
  expect(body).toMatchObject({ items: [], total: { runs: 0, gpuHours: 0 } });
});

it('tells of each day of a zone', async () => {
  const query = `/usage?from=2026-03-09T11:00:00Z&to=2026-03-12&interval=day&timeZone=Pacific/Auckland&by=entity`;
  const { body } = await ask(query, admin).expect(200);
  expect(
    body.items.map(
      (it: { from: string; key: string; sessionHours: number }) => [
        it.from,
        it.key,
        it.sessionHours,
      ],
    ),
  ).toEqual([
    ['2026-03-10T11:00:00.000Z', null, 6],
    ['2026-03-10T11:00:00.000Z', 'component:default/film', 1],
  ]);
});

it('is a file for spreadsheets where that is asked for', async () => {
  const { headers, text } = await ask(DAY, admin)
    .set('accept', 'text/csv')
    .expect(200);
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="usage.csv"',
    vary: expect.stringContaining('Accept'),
  });
  expect(text.split('\r\n')).toHaveLength(6);
  expect(text).toContain("Z,'=1+1@example.com,1,1,1,0,2,0\r\n");
});

it.each([
  ['from', `${DAY}&from=2026-03-11`],
  ['from', '/usage?from=yesterday'],
  ['from', '/usage?from=2026-02-30'],
  ['from', '/usage?from=2026-03-01T08:00:00'],
  ['from', '/usage?from=2026-03-01T08:00:00%2B24:00'],
  ['from', '/usage?from=2026-03-01T08:00:00%2B02:60'],
  ['to', '/usage?from=2026-03-11&to=2026-03-10'],
  ['timeZone', `${DAY}&timeZone=Mars/Olympus`],
  ['timeZone', `${DAY}&timeZone=+02:00`],
  ['interval', `${DAY}&interval=week`],
  ['interval', '/usage?from=2020-01-01&to=2026-01-01&interval=day'],
  ['by', `${DAY}&by=owner`],
  ['user', `${DAY}&user=user:default/bob`],
])('says what is wrong with %s in %s', async (field, path) => {
  const { body } = await ask(path).expect(400);
  expect(body.error).toMatchObject({ code: 'VDI_INVALID_FIELD', field });
});

it('says so where the database does not answer, and gives desktops all the same', async () => {
  const down = await startPortal(async () => {
    throw new Error('connect ECONNREFUSED');
  });
  const { body, headers } = await down(DAY).expect(503);
  expect(body.error).toMatchObject({
    code: 'VDI_DATABASE_UNAVAILABLE',
    message: expect.stringContaining('Desktops are not affected'),
  });
  expect(JSON.stringify(body)).not.toContain('ECONNREFUSED');
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await down('/sessions').expect(200);
});
