import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import createKnex, { type Knex } from 'knex';

/** Databases of a test's own, one for each plugin. */
export interface OwnDatabase {
  /** Gives them to a test backend. */
  feature: BackendFeature;
  /** Closes their connections. */
  close(): Promise<void>;
}

const IN_MEMORY: Knex.Config = {
  client: 'better-sqlite3',
  connection: ':memory:',
  useNullAsDefault: true,
};

/**
 * Opens them. Backstage's own database service leaves its connections open when a backend stops, as a portal ends then: a process that
 * runs tests would not.
 *
 * @param config - which. Default: SQLite, in memory
 */
export function ownDatabase(config = IN_MEMORY): OwnDatabase {
  const opened: Knex[] = [];
  const feature = createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => {
      const knex = createKnex(config);
      opened.push(knex);
      return { getClient: async () => knex };
    },
  });
  return {
    feature,
    async close() {
      await Promise.all(opened.map(knex => knex.destroy()));
    },
  };
}
