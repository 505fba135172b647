import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { PluginDatabase } from '../database/PluginDatabase';
import type { AuditEntry } from '../timeline/AuditTrail';
import { DatabaseAuditTrail } from './DatabaseAuditTrail';

const DAY_MS = 24 * 3_600_000;
const NOON = Date.parse('2026-10-01T12:00:00Z');
const place = { cluster: 'default', namespace: 'vdi-sessions', name: 'a' };
const alice = 'user:default/alice';

const anEntry = (
  at = NOON,
  entry: Partial<AuditEntry> = {},
): Omit<AuditEntry, 'id'> => ({
  time: new Date(at).toISOString(),
  deed: 'stop',
  actor: alice,
  ...entry,
});

// Any PostgreSQL will do whose connection string is in the environment, as it is in `npm test -- database`.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('the audit trail in %s', id => {
  const clock = { ms: NOON };
  const logger = mockServices.logger.mock();
  let knex: Knex;

  /** Another replica of the portal, on the same database. */
  const create = () =>
    new DatabaseAuditTrail({
      // However busy the machine is: this is not about time.
      database: new PluginDatabase(
        { getClient: async () => knex },
        { limitMs: 60_000 },
      ),
      retentionMs: 10 * DAY_MS,
      perSession: 3,
      logger,
      now: () => clock.ms,
    });

  beforeAll(async () => {
    knex = await databases.init(id);
    await create().of('nobody');
  });

  beforeEach(async () => {
    clock.ms = NOON;
    logger.error.mockClear();
    await knex('audit_entries').delete();
  });

  const times = async (trail: DatabaseAuditTrail, uid: string) =>
    (await trail.of(uid)).map(({ time }) => Date.parse(time) - NOON).sort();

  it('gives back what was recorded, of this very session', async () => {
    const trail = create();
    const entry = anEntry(NOON, {
      deed: 'extend',
      service: 'plugin:scaffolder',
      detail: 'By 2 h.',
    });
    trail.record({ ...place, uid: 'one' }, entry);
    trail.record({ ...place, uid: 'another' }, anEntry());
    expect(await trail.of('one')).toEqual([
      { ...entry, id: expect.any(String) },
    ]);
    expect(await create().of('another')).toEqual([
      {
        ...anEntry(),
        id: expect.any(String),
        service: undefined,
        detail: undefined,
      },
    ]);
  });

  it('knows once that a session was made, by whichever replica it is told, and each stop', async () => {
    const trails = [create(), create()];
    for (const trail of trails) {
      trail.record({ ...place, uid: 'one' }, anEntry(NOON, { deed: 'create' }));
      trail.record({ ...place, uid: 'one' }, anEntry());
      await trail.settle();
    }
    const entries = await trails[0].of('one');
    expect(entries.map(({ deed }) => deed).sort()).toEqual([
      'create',
      'stop',
      'stop',
    ]);
  });

  it('keeps the latest of each session', async () => {
    const trail = create();
    for (const at of [5, 1, 4, 2, 3]) {
      trail.record({ ...place, uid: 'busy' }, anEntry(NOON + at));
      await trail.settle();
    }
    trail.record({ ...place, uid: 'other' }, anEntry(NOON));
    expect(await times(trail, 'busy')).toEqual([3, 4, 5]);
    expect(await times(trail, 'other')).toEqual([0]);
    expect(await knex('audit_entries').pluck('session_uid')).toHaveLength(4);
  });

  it('tells nothing that is too old, and deletes it with what is recorded later', async () => {
    const trail = create();
    trail.record({ ...place, uid: 'gone' }, anEntry(NOON));
    await trail.settle();
    clock.ms = NOON + 10 * DAY_MS;
    expect(await times(trail, 'gone')).toEqual([0]);
    clock.ms += 1;
    expect(await times(trail, 'gone')).toEqual([]);
    trail.record({ ...place, uid: 'new' }, anEntry(clock.ms));
    await trail.settle();
    expect(await knex('audit_entries').pluck('session_uid')).toEqual(['new']);
  });
});

describe('without its database', () => {
  it('says what was lost, and goes on when it is back', async () => {
    const [id] = databases.eachSupportedId()[0];
    const knex = await databases.init(id);
    const getClient = jest
      .fn(async () => knex)
      .mockRejectedValueOnce(new Error('connection refused'));
    const logger = mockServices.logger.mock();
    const trail = new DatabaseAuditTrail({
      database: new PluginDatabase({ getClient }, { limitMs: 60_000 }),
      retentionMs: DAY_MS,
      logger,
      now: () => NOON,
    });
    trail.record({ ...place, uid: 'lost' }, anEntry());
    await trail.settle();
    expect(logger.error.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Lost to the audit trail, as the database does not answer: "stop" of the desktop default\/vdi-sessions\/a by user:default\/alice\. .*connection refused$/,
        ),
      ],
    ]);
    expect(await trail.of('lost')).toEqual([]);
    trail.record({ ...place, uid: 'kept' }, anEntry());
    expect(await trail.of('kept')).toHaveLength(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
