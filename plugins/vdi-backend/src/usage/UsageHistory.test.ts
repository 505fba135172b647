import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MIGRATIONS, PluginDatabase } from '../database/PluginDatabase';
import { addUpUsage, type Span } from './addUpUsage';
import { readCoverage } from './readCoverage';
import { isExact, type Run, type RunEnd } from './Run';
import { UsageHistory } from './UsageHistory';
import { addUpByHand } from '../testing/addUpByHand';
import { aRun, HOUR_MS, NOON } from '../testing/aRun';

const MINUTE_MS = 60_000;
const TABLES = [
  'usage_run_groups',
  'usage_runs',
  'usage_watches',
  'usage_gaps',
];
const alice = 'user:default/alice';
const bob = 'user:default/bob';

const exactly = (at: number): RunEnd => ({ at, by: at });

/** A time within two days, in whole minutes: times that are the same are of interest. */
const aTime = fc.nat(48 * 4).map(quarter => NOON + quarter * 15 * MINUTE_MS);

/** What anybody may come to think of the end of a run that ended then. */
const anEnd = (at: number) =>
  fc.oneof(
    fc.constant(undefined),
    fc.constant(exactly(at)),
    fc
      .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }))
      .map(([before, after]) => ({ at: at - before, by: at + after })),
  );

const someRuns = fc.uniqueArray(
  fc
    .record({
      sessionUid: fc.constantFrom('a', 'b', 'c', 'd'),
      startedAt: aTime,
      owner: fc.constantFrom(alice, bob, 'email:carol@example.com'),
      template: fc.constantFrom('blender', 'office'),
      entityRef: fc.constantFrom(undefined, 'component:default/film'),
      gpu: fc.nat(4),
      lasted: fc.option(fc.tuple(fc.nat(40), fc.nat(10)), { nil: undefined }),
    })
    .map(({ lasted, ...run }): Run => {
      if (!lasted) return aRun(run);
      const at = run.startedAt + lasted[0] * 15 * MINUTE_MS;
      return aRun({ ...run, end: { at, by: at + lasted[1] * MINUTE_MS } });
    }),
  { selector: run => `${run.sessionUid}@${run.startedAt}` },
);

const someSpans = fc
  .uniqueArray(aTime, { minLength: 2, maxLength: 6 })
  .map(times => times.sort((a, b) => a - b))
  .map(times =>
    times.slice(1).map((to, index): Span => ({ from: times[index], to })),
  );

// Any PostgreSQL will do whose connection string is in the environment, as it is in `npm test -- database`.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('the history in %s', id => {
  let knex: Knex;
  let database: PluginDatabase;
  let history: UsageHistory;

  beforeAll(async () => {
    knex = await databases.init(id);
    const service = { getClient: async () => knex };
    // However busy the machine is: this is not about time.
    database = new PluginDatabase(service, { limitMs: 60_000 });
    history = new UsageHistory(database);
    await database.use(async () => {});
  });

  const clear = async () => {
    for (const table of TABLES) await knex(table).delete();
  };
  beforeEach(clear);

  const endOf = async () => {
    const { ended_at: at, ended_by: by } = await knex('usage_runs').first();
    return by === null ? undefined : { at: Number(at), by: Number(by) };
  };

  const total = async (now = NOON + 24 * HOUR_MS) => {
    const spans = [{ from: 0, to: now }];
    return (await addUpUsage(database, { spans, now }))[0];
  };

  it('has no table left when it is rolled back, and all when it is made again', async () => {
    const exist = () => Promise.all(TABLES.map(it => knex.schema.hasTable(it)));
    await knex.migrate.rollback(MIGRATIONS, true);
    expect(new Set(await exist())).toEqual(new Set([false]));
    await knex.migrate.latest(MIGRATIONS);
    expect(new Set(await exist())).toEqual(new Set([true]));
  });

  it('adds up what a plain sum over all runs adds up', () =>
    fc.assert(
      fc
        .asyncProperty(
          someRuns,
          someSpans,
          aTime,
          fc.constantFrom(
            undefined,
            'user' as const,
            'group' as const,
            'entity' as const,
            'template' as const,
          ),
          fc.constantFrom(undefined, [alice], [bob, 'email:carol@example.com']),
          async (runs, spans, seenAt, by, owners) => {
            const groups = { [alice]: ['group:default/a', 'group:default/b'] };
            const now = NOON + 48 * HOUR_MS;
            await history.record(runs);
            await history.group(alice, groups[alice]);
            await history.markWatched('default', NOON, seenAt);
            const question = { spans, by, owners, now };
            const found = await addUpUsage(database, question);
            const expected = addUpByHand(question, { runs, seenAt, groups });
            expect(sorted(found)).toEqual(sorted(expected));
          },
        )
        .beforeEach(clear),
      { numRuns: 80 },
    ));

  it('knows an end as narrowly as anybody told it, and no end that was not told', () =>
    fc.assert(
      fc
        .asyncProperty(
          fc.array(anEnd(NOON + HOUR_MS), { minLength: 1 }),
          async ends => {
            for (const end of ends) await history.record([aRun({ end })]);
            const truth = NOON + HOUR_MS;
            const { at = truth, by = truth } = (await endOf()) ?? {};
            expect([at <= truth, by >= truth]).toEqual([true, true]);
            const isKnown = ends.some(isExact);
            const isOpen = !isKnown && ends.at(-1) === undefined;
            const end = await endOf();
            expect([end === undefined, isExact(end)]).toEqual([
              isOpen,
              isKnown,
            ]);
          },
        )
        .beforeEach(clear),
      { numRuns: 40 },
    ));

  it('takes the stop before the deletion', async () => {
    await history.record([aRun({ end: exactly(NOON + 2 * HOUR_MS) })]);
    await history.record([aRun({ end: exactly(NOON + HOUR_MS) })]);
    await history.record([aRun({ end: exactly(NOON + 3 * HOUR_MS) })]);
    expect(await endOf()).toEqual(exactly(NOON + HOUR_MS));
  });

  it('counts each run once that several portals record at the same time', async () => {
    const runs = Array.from({ length: 600 }, (_, index) =>
      aRun({ sessionUid: `session-${index}`, end: exactly(NOON + HOUR_MS) }),
    );
    const backwards = [...runs].reverse();
    await Promise.all([runs, backwards, runs].map(it => history.record(it)));
    expect(await total()).toMatchObject({
      desktops: 600,
      runs: 600,
      known: { session: 600 * HOUR_MS, gpu: 600 * HOUR_MS },
    });
  });

  it('keeps what a run was made of when it began', async () => {
    await history.record([aRun({ gpu: 1 })]);
    await history.record([aRun({ gpu: 4, end: exactly(NOON + HOUR_MS) })]);
    expect((await total()).known.gpu).toBe(HOUR_MS);
  });

  it('lets a run that has no end run as long as its cluster is watched', async () => {
    await history.record([aRun()]);
    const now = NOON + 4 * HOUR_MS;
    await history.markWatched('default', NOON, NOON + HOUR_MS);
    expect(await total(now)).toMatchObject({
      known: { session: HOUR_MS },
      unknown: { session: 3 * HOUR_MS },
    });
    await history.markWatched('default', NOON, now - MINUTE_MS);
    expect(await total(now)).toMatchObject({
      known: { session: 4 * HOUR_MS },
      unknown: { session: 0 },
    });
  });

  it('keeps the groups that the owner had when a run was recorded', async () => {
    const before = aRun({ end: exactly(NOON + HOUR_MS) });
    const after = aRun({
      startedAt: NOON + 2 * HOUR_MS,
      end: exactly(NOON + 3 * HOUR_MS),
    });
    await history.record([
      before,
      aRun({ owner: 'email:c@example.com', sessionUid: 'c' }),
    ]);
    expect(await history.ungrouped()).toEqual([alice]);
    await history.group(alice, ['group:default/old']);
    expect(await history.ungrouped()).toEqual([]);
    await history.record([before, after]);
    await history.group(alice, ['group:default/new']);
    const spans = [{ from: NOON, to: NOON + 3 * HOUR_MS }];
    const question = {
      spans,
      by: 'group',
      owners: [alice],
      now: NOON,
    } as const;
    const found = await addUpUsage(database, question);
    expect(sorted(found).map(({ key, known }) => [key, known.session])).toEqual(
      [
        ['group:default/new', HOUR_MS],
        ['group:default/old', HOUR_MS],
      ],
    );
  });

  it('tells when nobody watched', async () => {
    const later = NOON + 3 * HOUR_MS;
    await history.markWatched('default', NOON, NOON + HOUR_MS);
    // Another portal, which watched the whole time.
    await history.markWatched('default', NOON, NOON + 2 * HOUR_MS);
    await history.markWatched('default', NOON + 30 * MINUTE_MS, NOON);
    // One that started a minute later, and one that started an hour later, twice.
    await history.markWatched(
      'default',
      NOON + 2 * HOUR_MS + MINUTE_MS,
      NOON + 2 * HOUR_MS + MINUTE_MS,
    );
    await history.markWatched('default', later + MINUTE_MS, later + MINUTE_MS);
    await history.markWatched('default', later + MINUTE_MS, later + HOUR_MS);
    const gap = { from: NOON + 2 * HOUR_MS + MINUTE_MS, to: later + MINUTE_MS };
    const cluster = { cluster: 'default', since: NOON, until: later + HOUR_MS };
    const of = (from: number, to: number) =>
      readCoverage(database, { from, to });
    expect(await of(NOON, later)).toEqual([{ ...cluster, gaps: [gap] }]);
    expect(await of(NOON, gap.from)).toEqual([{ ...cluster, gaps: [] }]);
    expect(await of(gap.to, gap.to + HOUR_MS)).toEqual([
      { ...cluster, gaps: [] },
    ]);
  });

  it('takes the longest owner that Kubernetes does', async () => {
    // Of 254 characters, and each of some is two in lower case.
    const owner = `email:${'İ'.repeat(242)}@example.com`.toLowerCase();
    await history.record([aRun({ owner })]);
    expect((await history.watched('default')).open).toEqual([aRun({ owner })]);
  });

  it('takes every character that Kubernetes does', async () => {
    const owner = 'user:default/\0alice\u0001\ufffd';
    const entityRef = 'component:default/\0';
    await history.record([aRun({ owner, entityRef })]);
    expect((await history.watched('default')).open).toEqual([
      aRun({
        owner: 'user:default/alice\u0001\ufffd',
        entityRef: 'component:default/',
      }),
    ]);
  });

  it('forgets what is too old, and nothing that still runs', async () => {
    const old = aRun({ sessionUid: 'old', end: exactly(NOON + HOUR_MS) });
    const recent = aRun({
      sessionUid: 'recent',
      end: exactly(NOON + 2 * HOUR_MS),
    });
    await history.record([old, recent, aRun({ sessionUid: 'running' })]);
    await history.group(alice, ['group:default/a']);
    await history.forget(NOON + 2 * HOUR_MS);
    expect(
      await knex('usage_runs').orderBy('session_uid').pluck('session_uid'),
    ).toEqual(['recent', 'running']);
    expect(
      await knex('usage_run_groups')
        .orderBy('session_uid')
        .pluck('session_uid'),
    ).toEqual(['recent', 'running']);
  });

  it('forgets a cluster that nobody watches any more, when all that is known of it is too old', async () => {
    const until = NOON + HOUR_MS;
    await history.record([
      aRun({ sessionUid: 'left', cluster: 'gone' }),
      aRun({ sessionUid: 'running' }),
    ]);
    await history.markWatched('gone', NOON, until);
    await history.markWatched('default', NOON, until + HOUR_MS);
    await history.forget(until);
    expect(await knex('usage_runs').pluck('session_uid')).toHaveLength(2);
    await history.forget(until + 1);
    expect(await knex('usage_runs').pluck('session_uid')).toEqual(['running']);
    expect(await knex('usage_watches').pluck('cluster')).toEqual(['default']);
  });

  it('gives back the runs that had not ended when a cluster was last watched', async () => {
    const running = aRun({
      sessionUid: 'running',
      entityRef: 'component:default/film',
    });
    expect(await history.watched('default')).toEqual({
      seenAt: undefined,
      open: [],
    });
    await history.record([
      running,
      aRun({ end: exactly(NOON) }),
      aRun({ sessionUid: 'b', cluster: 'other' }),
    ]);
    await history.markWatched('default', NOON, NOON + HOUR_MS);
    expect(await history.watched('default')).toEqual({
      seenAt: NOON + HOUR_MS,
      open: [running],
    });
  });
});

function sorted<T extends { span: number; key: string | null }>(totals: T[]) {
  return totals.sort(
    (a, b) => a.span - b.span || `${a.key}`.localeCompare(`${b.key}`),
  );
}
