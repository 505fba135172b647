import type { PluginDatabase } from '../database/PluginDatabase';
import { mergedEnd } from './mergedEnd';
import type { Run } from './Run';

/** Rows of one statement: far below the 32,766 values that SQLite takes, with eleven in each row. */
const BATCH = 500;

/** Runs whose groups are asked for at once: what the catalog answers in one request. */
const UNGROUPED = 1_000;

/**
 * How long nobody may watch before that is told, in milliseconds: a dozen of the recorder's rounds. What begins and ends in less is of no
 * weight.
 */
const SHORT_GAP_MS = 3 * 60_000;

/** What is known of a cluster from before. Milliseconds since 1970. */
export interface Watched {
  /** When it was last watched; `undefined` where it never was. */
  seenAt?: number;
  /** The runs that had not ended then. */
  open: Run[];
}

/** A run as it is in the table; PostgreSQL gives its big integers as texts. */
interface RunRow {
  session_uid: string;
  started_at: number | string;
  cluster: string;
  owner: string;
  template: string;
  entity_ref: string | null;
  gpu: number;
}

/**
 * The history of usage in the plugin's database. Several portals write it at once: whatever is written twice counts once, and in any
 * order it comes to the same.
 */
export class UsageHistory {
  constructor(private readonly database: PluginDatabase) {}

  /** Adds these runs, or what is new of when they ended. What a run is made of is kept as it was first seen. */
  async record(runs: readonly Run[]): Promise<void> {
    // Always in one order, so that two portals never wait for each other's rows.
    const rows = runs.map(toRow).sort(compareRows);
    await this.database.use(async knex => {
      for (let begin = 0; begin < rows.length; begin += BATCH) {
        await knex('usage_runs')
          .insert(rows.slice(begin, begin + BATCH))
          .onConflict(['session_uid', 'started_at'])
          .merge({
            cluster: knex.raw('excluded.cluster'),
            ...mergedEnd(knex),
          });
      }
    });
  }

  /** What was known of a cluster when it was last watched. */
  async watched(cluster: string): Promise<Watched> {
    return this.database.use(async knex => {
      const watch = await knex('usage_watches').where({ cluster }).first();
      const rows: RunRow[] = await knex('usage_runs')
        .where({ cluster })
        .whereNull('ended_by');
      return {
        seenAt: watch && Number(watch.seen_at),
        open: rows.map(fromRow),
      };
    });
  }

  /**
   * Notes that a cluster is watched, and everything seen until `at` recorded.
   *
   * @param since - since when this portal watches it without a break
   */
  async markWatched(cluster: string, since: number, at: number): Promise<void> {
    await this.database.use(knex =>
      knex.transaction(async transaction => {
        const watches = () => transaction('usage_watches').where({ cluster });
        await transaction('usage_watches')
          .insert({ cluster, since, seen_at: at })
          .onConflict('cluster')
          .ignore();
        const seenAt = Number((await watches().forUpdate().first()).seen_at);
        if (since - seenAt > SHORT_GAP_MS) {
          await transaction('usage_gaps')
            .insert({ cluster, left_at: seenAt, back_at: since })
            .onConflict(['cluster', 'left_at'])
            .ignore();
        }
        if (at > seenAt) await watches().update({ seen_at: at });
      }),
    );
  }

  /** Owners of runs whose groups are not recorded yet. */
  async ungrouped(): Promise<string[]> {
    const rows: { owner: string }[] = await this.database.use(knex =>
      knex('usage_runs')
        .distinct('owner')
        .where({ grouped: false })
        .limit(UNGROUPED),
    );
    return rows.map(({ owner }) => owner);
  }

  /** Says to which groups an owner's runs count, of those that have no groups yet. */
  async group(owner: string, groups: readonly string[]): Promise<void> {
    await this.database.use(knex =>
      knex.transaction(async transaction => {
        const runs: Pick<RunRow, 'session_uid' | 'started_at'>[] =
          await transaction('usage_runs')
            .where({ owner, grouped: false })
            .update({ grouped: true })
            .returning(['session_uid', 'started_at']);
        const rows = runs.flatMap(run =>
          groups.map(group => ({ ...run, group_ref: group })),
        );
        await transaction.batchInsert('usage_run_groups', rows, BATCH);
      }),
    );
  }

  /** Forgets what ended before `time`, and what a cluster had that nobody watched since: nobody will see it end. */
  async forget(time: number): Promise<void> {
    await this.database.use(async knex => {
      const left: string[] = await knex('usage_watches')
        .where('seen_at', '<', time)
        .pluck('cluster');
      await knex('usage_runs')
        .whereIn('cluster', left)
        .where('started_at', '<', time)
        .whereNull('ended_by')
        .delete();
      await knex('usage_watches')
        .where('seen_at', '<', time)
        .whereIn('cluster', left)
        .delete();
      await knex('usage_runs').where('ended_by', '<', time).delete();
      await knex('usage_gaps').where('back_at', '<', time).delete();
    });
  }
}

function toRow(run: Run) {
  return {
    session_uid: run.sessionUid,
    started_at: run.startedAt,
    cluster: run.cluster,
    owner: storable(run.owner),
    template: run.template,
    entity_ref: run.entityRef === undefined ? null : storable(run.entityRef),
    gpu: run.gpu,
    ended_at: run.end?.at ?? null,
    ended_by: run.end?.by ?? null,
    // Who is known by an e-mail address alone has no groups.
    grouped: run.owner.startsWith('email:'),
  };
}

/** Without the one character that Kubernetes takes and PostgreSQL does not: it would take none of the runs that are recorded with it. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** Of a run that has not ended. */
function fromRow(row: RunRow): Run {
  return {
    sessionUid: row.session_uid,
    startedAt: Number(row.started_at),
    cluster: row.cluster,
    owner: row.owner,
    template: row.template,
    entityRef: row.entity_ref ?? undefined,
    gpu: row.gpu,
  };
}

function compareRows(a: ReturnType<typeof toRow>, b: typeof a): number {
  if (a.session_uid !== b.session_uid) {
    return a.session_uid < b.session_uid ? -1 : 1;
  }
  return a.started_at - b.started_at;
}
