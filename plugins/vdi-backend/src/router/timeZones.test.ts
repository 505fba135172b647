import { runInThisContext } from 'node:vm';
import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

/** Of the process itself: tests have a copy, which no clock is read by. */
const { env }: NodeJS.Process = runInThisContext('process');
const home = env.TZ;

const PATH = '/sessions/default/vdi-sessions/alice-blender-1';

let api: Api;
beforeAll(async () => {
  // Where it is tomorrow already: 14 hours before UTC.
  env.TZ = 'Pacific/Kiritimati';
  api = await startApi();
});
afterAll(async () => {
  await api.stop();
  if (home === undefined) delete env.TZ;
  else env.TZ = home;
});
beforeEach(() => {
  api.desktops.reset(aTemplate('blender', { timeout: { max: '24h' } }));
  api.desktops.put(
    aSession(
      'alice-blender-1',
      { timeout: '4h' },
      {
        phase: 'Running',
        startTime: '2026-10-01T08:00:00Z',
        stopsAt: { time: '2026-10-01T12:00:00Z', reason: 'TimeLimit' },
      },
    ),
  );
});

/** All times in an answer. */
const timesIn = (body: unknown) =>
  JSON.stringify(body).match(/\d{4}-\d\d-\d\dT[^"]*/g) ?? [];

it('is far from UTC here', () => {
  expect(new Date('2026-03-01T12:00:00Z').getDate()).toBe(2);
});

it.each([
  ['get', '/sessions', undefined],
  ['get', PATH, undefined],
  ['post', `${PATH}/extend`, { by: '2h' }],
  ['post', `${PATH}/restart`, undefined],
  ['get', `${PATH}/events`, undefined],
  ['post', '/sessions', { template: 'blender' }],
] as const)('%s %s tells times in UTC', async (method, path, wanted) => {
  const { body, status } = await api.call(method, path).send(wanted);
  expect(status).toBeLessThan(300);
  const times = timesIn(body);
  expect(times).not.toEqual([]);
  for (const time of times) expect(time).toMatch(/:\d\d(\.\d{3})?Z$/);
});

describe('usage', () => {
  it.each([
    [
      'days are those of UTC',
      'from=2026-03-01&to=2026-04-01',
      ['UTC', '2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    ],
    [
      'days are those of the zone that is named',
      'from=2026-03-29&to=2026-03-30&timeZone=Europe/Berlin',
      ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ],
    [
      'offsets are what they say, however their + is sent',
      'from=2026-03-01T02:00:00+02:00&to=2026-03-01T07:30:00%2B05:30',
      ['UTC', '2026-03-01T00:00:00.000Z', '2026-03-01T02:00:00.000Z'],
    ],
  ])('%s', async (_, query, [timeZone, from, to]) => {
    const { body } = await api.call('get', `/usage?${query}`).expect(200);
    expect(body).toMatchObject({ timeZone, from, to });
  });

  it('begins with the month of UTC', async () => {
    const { body } = await api.call('get', '/usage').expect(200);
    expect(body.from).toBe(`${body.to.slice(0, 7)}-01T00:00:00.000Z`);
  });
});
