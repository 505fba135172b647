import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Knex } from 'knex';
import { PluginDatabase } from '../database/PluginDatabase';
import { ManyDesktops } from '../desktops/ManyDesktops';
import { HOUR_MS, NOON } from '../testing/aRun';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import { addUpUsage, type UsageKey } from './addUpUsage';
import { readCoverage } from './readCoverage';
import { UsageHistory } from './UsageHistory';
import { UsageRecorder, type UsageRecorderOptions } from './UsageRecorder';

const MINUTE_MS = 60_000;
const at = (hours: number) => NOON + hours * HOUR_MS;
const time = (hours: number) => new Date(at(hours)).toISOString();

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

let knex: Knex;
/** Fails every piece of work while it is set. */
let outage: Error | undefined;
let database: PluginDatabase;
let desktops: MemoryDesktops;

beforeEach(async () => {
  outage = undefined;
  knex = await databases.init('SQLITE_3');
  database = new PluginDatabase({ getClient: async () => knex });
  const use = database.use.bind(database);
  jest
    .spyOn(database, 'use')
    .mockImplementation(work => (outage ? Promise.reject(outage) : use(work)));
  desktops = new MemoryDesktops();
  desktops.reset(
    aTemplate('blender', { gpu: { resourceName: 'nvidia.com/gpu' } }),
  );
});

const groups: Record<string, string[]> = {
  'user:default/alice': ['group:default/film'],
};

/** Another process of the portal, that sees the same desktops where no others are given. */
function aPortal(seen: UsageRecorderOptions['desktops'] = desktops) {
  const logger = mockServices.logger.mock();
  const of = jest.fn(
    async (users: readonly string[]) =>
      new Map(users.map(user => [user, groups[user] ?? []])),
  );
  const recorder = new UsageRecorder({
    desktops: seen,
    history: new UsageHistory(database),
    memberships: { of },
    retentionMs: 400 * 24 * HOUR_MS,
    logger,
    now: () => desktops.now(),
  });
  return { recorder, logger, of };
}

const running = (started: number, name?: string): VDISession =>
  aSession(name, {}, { phase: 'Running', startTime: time(started) });
const stopped = (stopTime: number): VDISession =>
  aSession(undefined, {}, { phase: 'Stopped', stopTime: time(stopTime) });

/** Of all times until now, in hours. */
async function used(by?: UsageKey) {
  const spans = [{ from: 0, to: desktops.now() }];
  const totals = await addUpUsage(database, { spans, by, now: desktops.now() });
  return totals.map(({ key, runs, known, unknown }) => ({
    key,
    runs,
    hours: known.session / HOUR_MS,
    unknown: unknown.session / HOUR_MS,
  }));
}

it('records runs as they begin and end, each once, whichever portals see them', async () => {
  const [one, other] = [aPortal().recorder, aPortal().recorder];
  desktops.time = at(0);
  await one.record();
  desktops.put(running(0));
  await Promise.all([one.record(), other.record()]);
  desktops.time = at(2);
  await Promise.all([one.record(), other.record()]);
  expect(await used()).toEqual([{ key: null, runs: 1, hours: 2, unknown: 0 }]);
  desktops.time = at(3);
  desktops.put(stopped(2.5));
  await Promise.all([other.record(), one.record()]);
  expect(await used()).toEqual([
    { key: null, runs: 1, hours: 2.5, unknown: 0 },
  ]);
});

it('counts them for the groups of their owner, who is asked for once', async () => {
  const { recorder, of } = aPortal();
  desktops.time = at(1);
  desktops.put(running(0));
  await recorder.record();
  await recorder.record();
  expect(await used('group')).toMatchObject([{ key: 'group:default/film' }]);
  expect(of).toHaveBeenCalledTimes(1);
});

it('learns of Kubernetes what ended while no portal ran', async () => {
  desktops.time = at(0);
  desktops.put(running(0));
  await aPortal().recorder.record();
  desktops.put(stopped(1));
  desktops.time = at(5);
  await aPortal().recorder.record();
  expect(await used()).toEqual([{ key: null, runs: 1, hours: 1, unknown: 0 }]);
  const [{ gaps }] = await readCoverage(database, { from: 0, to: at(9) });
  expect(gaps).toEqual([{ from: at(0), to: at(5) }]);
});

it('says what it cannot know of a session that was deleted meanwhile', async () => {
  desktops.time = at(0);
  desktops.put(running(0));
  const before = aPortal().recorder;
  await before.record();
  desktops.time = at(1);
  await before.record();
  desktops.reset();
  desktops.time = at(4);
  await aPortal().recorder.record();
  expect(await used()).toEqual([{ key: null, runs: 1, hours: 1, unknown: 3 }]);
});

it('has a run go on that another portal took for ended, as it saw it late', async () => {
  const seeing = aPortal().recorder;
  desktops.time = at(0);
  desktops.put(running(0));
  await seeing.record();
  const sessions = jest.spyOn(desktops, 'sessions').mockReturnValueOnce([]);
  sessions.mockReturnValueOnce([]);
  const late = aPortal().recorder;
  await late.record();
  sessions.mockRestore();
  desktops.put(running(0));
  desktops.time = at(1);
  await late.record();
  expect(await used()).toEqual([{ key: null, runs: 1, hours: 1, unknown: 0 }]);
});

describe('while the database does not answer', () => {
  it('keeps what it sees, says so once, and records it later', async () => {
    const { recorder, logger } = aPortal();
    desktops.time = at(0);
    desktops.put(running(0));
    await recorder.record();
    outage = new Error('no connection');
    desktops.time = at(1);
    desktops.put(stopped(0.5));
    desktops.put(running(1));
    await recorder.record();
    desktops.time = at(2);
    const deleted = running(1);
    deleted.metadata.deletionTimestamp = time(2);
    desktops.put(deleted);
    desktops.remove(deleted);
    await recorder.record();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    outage = undefined;
    desktops.time = at(3);
    await recorder.record();
    expect(await used()).toEqual([
      { key: null, runs: 2, hours: 1.5, unknown: 0 },
    ]);
    expect(logger.info).toHaveBeenCalledWith('Usage is recorded again.');
    const [{ gaps }] = await readCoverage(database, { from: 0, to: at(9) });
    expect(gaps).toEqual([]);
  });

  it('starts all the same, and takes up later what was open', async () => {
    desktops.time = at(0);
    desktops.put(running(0));
    await aPortal().recorder.record();
    outage = new Error('no connection');
    const { recorder } = aPortal();
    desktops.time = at(1);
    await recorder.record();
    const deleted = running(0);
    deleted.metadata.deletionTimestamp = time(1);
    desktops.put(deleted);
    desktops.remove(deleted);
    outage = undefined;
    desktops.time = at(2);
    await recorder.record();
    expect(await used()).toEqual([
      { key: null, runs: 1, hours: 1, unknown: 0 },
    ]);
  });
});

it('does not take a cluster for watched that cannot be reached', async () => {
  const { recorder } = aPortal();
  desktops.time = at(0);
  desktops.put(running(0));
  await recorder.record();
  const clusters = jest.spyOn(desktops, 'clusters');
  clusters.mockReturnValue([{ name: 'default', state: 'stale' }]);
  desktops.time = at(2);
  await recorder.record();
  expect(await used()).toMatchObject([{ hours: 0, unknown: 2 }]);
  clusters.mockRestore();
  desktops.time = at(3);
  await recorder.record();
  expect(await used()).toMatchObject([{ hours: 3, unknown: 0 }]);
  const [{ gaps }] = await readCoverage(database, { from: 0, to: at(9) });
  expect(gaps).toEqual([{ from: at(0), to: at(3) }]);
});

it('records each cluster by itself, whatever is known of the others', async () => {
  const others = new MemoryDesktops('other');
  others.reset(
    aTemplate('blender', { gpu: { resourceName: 'nvidia.com/gpu' } }),
  );
  others.state = { state: 'unavailable' };
  const { recorder } = aPortal(
    new ManyDesktops([desktops, others].map(it => [it.cluster, it])),
  );
  desktops.time = at(0);
  desktops.put(running(0));
  await recorder.record();
  desktops.time = at(1);
  await recorder.record();
  expect(await used()).toEqual([{ key: null, runs: 1, hours: 1, unknown: 0 }]);

  // It has a desktop of the same name, which began before anybody could see it, and its own clock.
  others.state = { state: 'ok' };
  others.time = at(3);
  const inOther = running(1);
  others.put({ ...inOther, metadata: { ...inOther.metadata, uid: 'other' } });
  desktops.time = at(2);
  await recorder.record();
  expect(await used()).toMatchObject([{ runs: 2, hours: 3 }]);
  desktops.put(stopped(2));
  others.state = { state: 'stale' };
  desktops.time = at(3);
  others.time = at(4);
  await recorder.record();
  const coverage = await readCoverage(database, { from: 0, to: at(9) });
  expect(coverage.map(({ cluster, until }) => [cluster, until])).toEqual([
    ['default', at(3)],
    ['other', at(3)],
  ]);
  expect(await used()).toMatchObject([{ runs: 2, hours: 4 }]);
});

it('records what was asked for without a catalog, and its groups when there is one', async () => {
  const { recorder, of } = aPortal();
  of.mockRejectedValueOnce(new Error('no catalog'));
  desktops.time = at(1);
  desktops.put(running(0));
  await recorder.record();
  expect(await used('group')).toMatchObject([{ key: null, hours: 1 }]);
  await recorder.record();
  expect(await used('group')).toMatchObject([
    { key: 'group:default/film', hours: 1 },
  ]);
});

it('forgets what is older than it is kept', async () => {
  const { recorder } = aPortal();
  desktops.time = at(0);
  desktops.put(running(0));
  await recorder.record();
  desktops.put(stopped(1));
  desktops.time = at(0) + 401 * 24 * HOUR_MS;
  await recorder.record();
  expect(await used()).toEqual([]);
});

it('records what it saw last when it is stopped', async () => {
  const { recorder } = aPortal();
  desktops.time = at(0) + MINUTE_MS;
  recorder.start();
  await recorder.stop();
  desktops.put(running(0));
  await recorder.stop();
  expect(await used()).toMatchObject([{ runs: 1 }]);
});
