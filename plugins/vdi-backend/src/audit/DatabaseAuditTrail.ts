import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import type { Knex } from 'knex';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import type { PluginDatabase } from '../database/PluginDatabase';
import type { AuditEntry, AuditTrail } from '../timeline/AuditTrail';

const TABLE = 'audit_entries';

/** How many entries a desktop has at most: a year of starts and stops on working days, and a bound for a script that goes round in circles. */
const PER_SESSION = 500;

/** How often what is too old is forgotten, in milliseconds. */
const FORGET_MS = 6 * 3_600_000;

/** Which desktop an entry is about: by its UID alone, and for who reads the table after it is gone by its place too. */
export type AuditedSession = SessionRef & { uid: string };

/** An entry as it is in the table; PostgreSQL gives its big integers as texts. */
interface Row {
  id: string;
  session_uid: string;
  cluster: string;
  namespace: string;
  name: string;
  at: number | string;
  deed: AuditEntry['deed'];
  actor: string;
  service: string | null;
  detail: string | null;
}

/** {@link AuditTrail} in the plugin's database. Several portals write it at once. */
export class DatabaseAuditTrail implements AuditTrail {
  readonly #database: PluginDatabase;
  readonly #retentionMs: number;
  readonly #perSession: number;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #writing = new Set<Promise<void>>();
  #forgotAt = -Infinity;

  constructor(options: {
    database: PluginDatabase;
    /** How long entries are kept, in milliseconds. */
    retentionMs: number;
    /** How many entries a desktop has at most. Default: {@link PER_SESSION} */
    perSession?: number;
    logger: LoggerService;
    /** Milliseconds since the epoch. */
    now(): number;
  }) {
    this.#database = options.database;
    this.#retentionMs = options.retentionMs;
    this.#perSession = options.perSession ?? PER_SESSION;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /**
   * Writes down what was done. Nobody waits for it, and it never fails: while the database does not answer, entries are lost, and each
   * is told in the log. That a session was made is written once, however often it is told.
   */
  record(session: AuditedSession, entry: Omit<AuditEntry, 'id'>): void {
    const row = toRow(session, entry);
    const written = this.#write(row).catch(error => this.#tellLost(row, error));
    const done = written.finally(() => this.#writing.delete(done));
    this.#writing.add(done);
  }

  async of(uid: string): Promise<readonly AuditEntry[]> {
    const rows: Row[] = await this.#database.use(async knex => {
      await this.settle();
      return knex(TABLE)
        .where({ session_uid: uid })
        .where('at', '>=', this.#oldest())
        .orderBy('at', 'desc')
        .limit(this.#perSession);
    });
    return rows.map(fromRow);
  }

  /** Returns when everything that was recorded is written, or lost. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write(row: Row): Promise<void> {
    await this.#database.use(async knex => {
      await knex(TABLE).insert(row).onConflict('id').ignore();
      // What was just made has one entry.
      if (row.deed !== 'create') {
        await this.#forgetSurplus(knex, row.session_uid);
      }
      if (this.#now() - this.#forgotAt < FORGET_MS) return;
      await knex(TABLE).where('at', '<', this.#oldest()).delete();
      this.#forgotAt = this.#now();
    });
  }

  async #forgetSurplus(knex: Knex, uid: string): Promise<void> {
    const ofSession = () => knex(TABLE).where({ session_uid: uid });
    const oldest = await ofSession()
      .orderBy('at', 'desc')
      .offset(this.#perSession - 1)
      .first('at');
    if (oldest) await ofSession().where('at', '<', oldest.at).delete();
  }

  #oldest(): number {
    return this.#now() - this.#retentionMs;
  }

  #tellLost({ deed, cluster, namespace, name, actor }: Row, error: unknown) {
    const why =
      error instanceof DatabaseUnavailableError ? error.reason : error;
    this.#logger.error(
      `Lost to the audit trail, as the database does not answer: "${deed}" of the desktop ${cluster}/${namespace}/${name} by ${actor}. ${stringifyError(why)}`,
    );
  }
}

function toRow(
  { uid, cluster, namespace, name }: AuditedSession,
  { time, deed, actor, service, detail }: Omit<AuditEntry, 'id'>,
): Row {
  return {
    // A session is made once: a request that is sent again finds it.
    id: deed === 'create' ? `create/${uid}` : randomUUID(),
    session_uid: uid,
    cluster,
    namespace,
    name,
    at: Date.parse(time),
    deed,
    actor,
    service: service ?? null,
    detail: detail ?? null,
  };
}

function fromRow({ id, at, deed, actor, service, detail }: Row): AuditEntry {
  return {
    id,
    time: new Date(Number(at)).toISOString(),
    deed,
    actor,
    service: service ?? undefined,
    detail: detail ?? undefined,
  };
}
