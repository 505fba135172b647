import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import type { Knex } from 'knex';
import { DatabaseUnavailableError } from './DatabaseUnavailableError';

/** How long the database may take for one piece of work, in milliseconds: a person waits for the answer. */
const LIMIT_MS = 10_000;

/** The files that make the plugin's tables. */
export const MIGRATIONS = {
  directory: resolvePackagePath(
    '@backstage-vdi/plugin-vdi-backend',
    'migrations',
  ),
};

/**
 * The plugin's own database. It is opened, and its tables are made, with the first piece of work: a portal whose database is down
 * starts, and has its desktops.
 */
export class PluginDatabase {
  readonly #service: DatabaseService;
  readonly #limitMs: number;
  #opened?: Promise<Knex>;

  /** @param options.limitMs - how long one piece of work may take. Default: 10 s */
  constructor(service: DatabaseService, { limitMs = LIMIT_MS } = {}) {
    this.#service = service;
    this.#limitMs = limitMs;
  }

  /**
   * Does this in the database. What is done twice must be the same as once: after a time out it may still come to its end.
   *
   * @throws DatabaseUnavailableError whatever fails; its reason is for the log.
   */
  async use<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
    const late = new AbortController();
    try {
      return await Promise.race([
        this.#open().then(work),
        rejectAfter(this.#limitMs, late.signal),
      ]);
    } catch (error) {
      throw new DatabaseUnavailableError(error);
    } finally {
      late.abort();
    }
  }

  #open(): Promise<Knex> {
    this.#opened ??= this.#connect().catch(error => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #connect(): Promise<Knex> {
    const knex = await this.#service.getClient().catch(error => {
      // It keeps a promise that was rejected: DatabaseManager of @backstage/backend-defaults
      throw new ForwardedError(
        "No connection could be made. Backstage's database service does not try again by itself: restart the portal when its database is back",
        error,
      );
    });
    if (!this.#service.migrations?.skip) {
      await knex.migrate.latest(MIGRATIONS);
    }
    return knex;
  }
}

function rejectAfter(ms: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`It did not answer within ${ms} ms`)),
      ms,
    );
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
