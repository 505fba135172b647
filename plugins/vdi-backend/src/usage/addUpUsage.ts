import type { UsageQuery } from '@backstage-vdi/plugin-vdi-common';
import type { PluginDatabase } from '../database/PluginDatabase';

/** What totals can be divided by. */
export type UsageKey = NonNullable<UsageQuery['by']>;

/** From `from` on, and before `to`: milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** What to add up. */
export interface UsageQuestion {
  /** Each is added up on its own. */
  spans: readonly Span[];
  /** One total of everything where absent. */
  by?: UsageKey;
  /** Whose runs count, as `canonicalOwner` spells them. Everybody's where absent. */
  owners?: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

/** Time that desktops ran, and the same times the GPUs that they held. Milliseconds. */
export interface UsedTime {
  session: number;
  gpu: number;
}

/** What was used in one span. */
export interface UsageTotal {
  /** Which of the spans. */
  span: number;
  /** Owner, group, entity or template; `null` for runs that have none, and where all is one total. */
  key: string | null;
  /** How many desktops ran. */
  desktops: number;
  /** How often one was started, or ran on from before. */
  runs: number;
  /** What is known to be used. */
  known: UsedTime;
  /** Beyond that: nobody knows whether desktops still ran then. */
  unknown: UsedTime;
}

/** How old the last look at a cluster may be for its desktops to be taken for running until now, in milliseconds: a dozen rounds. */
const FRESH_MS = 3 * 60_000;

const KEYS: Record<UsageKey, string> = {
  user: 'run.owner',
  group: 'member.group_ref',
  entity: 'run.entity_ref',
  template: 'run.template',
};

const MEMBERS = `LEFT JOIN usage_run_groups AS member
  ON member.session_uid = run.session_uid AND member.started_at = run.started_at`;

/** How long a span and a time that a run took overlap. */
const overlap = (end: string) => {
  const from =
    'CASE WHEN run.started_at > span.lo THEN run.started_at ELSE span.lo END';
  const to = `CASE WHEN ${end} < span.hi THEN ${end} ELSE span.hi END`;
  return `CASE WHEN ${to} > ${from} THEN ${to} - ${from} ELSE 0 END`;
};

/**
 * Adds up what runs used, in the database. A run that has not ended is known to run as long as its cluster is watched, and may run
 * until now.
 *
 * @throws DatabaseUnavailableError
 */
export async function addUpUsage(
  database: PluginDatabase,
  { spans, by, owners, now }: UsageQuestion,
): Promise<UsageTotal[]> {
  if (!spans.length || owners?.length === 0) return [];
  const values = spans.map(
    () => '(CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint))',
  );
  const whose = owners ? `AND owner IN (${owners.map(() => '?')})` : '';
  const key = by ? KEYS[by] : 'NULL';
  const sql = `
WITH span (no, lo, hi) AS (VALUES ${values}),
run AS (
  SELECT session_uid, started_at, owner, entity_ref, template, gpu,
    COALESCE(ended_at, CASE WHEN seen_at < CAST(? AS bigint) THEN seen_at ELSE CAST(? AS bigint) END) AS known_end,
    COALESCE(ended_by, CAST(? AS bigint)) AS possible_end
  FROM usage_runs LEFT JOIN usage_watches ON usage_watches.cluster = usage_runs.cluster
  WHERE started_at < ? AND (ended_by IS NULL OR ended_by > ?) ${whose}
),
used AS (
  SELECT span.no, ${key} AS name, run.session_uid, run.gpu,
    ${overlap('run.known_end')} AS known,
    ${overlap('run.possible_end')} AS possible
  FROM span JOIN run ON run.started_at < span.hi AND run.possible_end > span.lo
  ${by === 'group' ? MEMBERS : ''}
)
SELECT no, name, COUNT(DISTINCT session_uid) AS desktops, COUNT(*) AS runs,
  SUM(known) AS known_session, SUM(known * gpu) AS known_gpu,
  SUM(possible) AS possible_session, SUM(possible * gpu) AS possible_gpu
FROM used GROUP BY no, name`;
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const bindings = [
    ...spans.flatMap(({ from, to }, no) => [no, from, to]),
    now - FRESH_MS,
    now,
    now,
    last,
    first,
    ...(owners ?? []),
  ];
  const answer = await database.use(knex => knex.raw(sql, bindings));
  const rows: TotalRow[] = answer.rows ?? answer;
  return rows.map(toTotal);
}

/** PostgreSQL gives counts and sums as texts. */
interface TotalRow {
  name: string | null;
  [count: string]: string | number | null;
}

function toTotal({ name, ...row }: TotalRow): UsageTotal {
  const known = {
    session: Number(row.known_session),
    gpu: Number(row.known_gpu),
  };
  return {
    span: Number(row.no),
    key: name,
    desktops: Number(row.desktops),
    runs: Number(row.runs),
    known,
    unknown: {
      session: Number(row.possible_session) - known.session,
      gpu: Number(row.possible_gpu) - known.gpu,
    },
  };
}
