import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type Postgres, startPostgres } from '@backstage-vdi/cluster';
import request from 'supertest';
import { createVdiPlugin } from '../../src/plugin';
import { MemoryDesktops } from '../../src/testing/MemoryDesktops';
import { aSession } from '../../src/testing/objects';
import { ownDatabase } from '../ownDatabase';

const HOUR_MS = 3_600_000;
/** However long the test takes. */
const BEGUN = Date.now();
const ago = (hours: number) => new Date(BEGUN - hours * HOUR_MS).toISOString();

/** What pg and knex say of a connection that is lost. */
const silent = { warn: () => {}, error: () => {} };

let postgres: Postgres;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  for (const stop of stops) await stop();
  await postgres?.stop();
});

/** A replica of the portal, with its own view of these desktops, and its own connections. */
async function startReplica(desktops: MemoryDesktops) {
  const { connection } = postgres;
  const database = ownDatabase({ client: 'pg', connection, log: silent });
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops, { checkAnswers: true }),
      database.feature,
      mockServices.rootConfig.factory({
        data: { vdi: { users: { emailDomain: 'example.com' } } },
      }),
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  const stop = async () => {
    await backend.stop();
    await database.close();
  };
  stops.push(stop);
  const ask = (path: string, method: 'get' | 'post' = 'get') =>
    request(backend.server)
      [method](`/api/vdi/v1${path}`)
      .set('authorization', mockCredentials.user.header('user:default/alice'));
  return { ask, stop };
}

it('counts on where another replica ended, and makes up for an outage of its database', async () => {
  const desktops = new MemoryDesktops();
  const started = ago(3);
  desktops.put(aSession('a', {}, { phase: 'Running', startTime: started }));
  const first = await startReplica(desktops);
  await first.ask('/usage').expect(200);

  await postgres.pause();
  const { body } = await first.ask('/usage').expect(503);
  expect(body.error.code).toBe('VDI_DATABASE_UNAVAILABLE');
  await first.ask('/sessions').expect(200);
  desktops.put(aSession('a', {}, { phase: 'Stopped', stopTime: ago(1) }));
  desktops.put(aSession('b', {}, { phase: 'Running', startTime: started }));
  await postgres.resume();
  await first.stop();

  const second = await startReplica(desktops);
  const period = `from=${ago(12)}&to=${ago(0.5)}`;
  const usage = await second.ask(`/usage?${period}`).expect(200);
  expect(usage.body.total).toMatchObject({
    runs: 2,
    sessionHours: expect.closeTo(2 + 2.5, 2),
    unknownSessionHours: 0,
  });
  expect(usage.body.coverage).toMatchObject([{ cluster: 'default', gaps: [] }]);
});

it('has desktops while its database is away, and tells what was lost of who asked for what', async () => {
  const place = '/sessions/default/vdi-sessions/c';
  const desktops = new MemoryDesktops();
  desktops.put(aSession('c', {}, { phase: 'Running' }));
  const one = await startReplica(desktops);
  const other = await startReplica(desktops);
  const titles = async ({ ask }: typeof one) => {
    const { body } = await ask(`${place}/events`).expect(200);
    const items: { title: string }[] = body.items;
    return { ...body, titles: items.map(({ title }) => title) };
  };
  await one.ask(`${place}/stop`, 'post').expect(200);
  expect((await titles(one)).titles).toContain('Stopped by alice');
  expect((await titles(other)).titles).toContain('Stopped by alice');

  await postgres.pause();
  await one.ask(`${place}/start`, 'post').expect(200);
  expect((await titles(one)).incomplete).toContain(
    "Who asked for what is missing. The portal's database does not answer",
  );
  await postgres.resume();

  await one.ask(`${place}/restart`, 'post').expect(200);
  const after = await titles(one);
  expect(after.incomplete).toBeUndefined();
  expect(after.titles).toContain('Stopped by alice');
  expect(after.titles).toContain('Restarted by alice');
  expect(after.titles).not.toContain('Started by alice');
});
