import { type Postgres, startPostgres } from '@backstage-vdi/cluster';

let postgres: Postgres | undefined;

/** Starts a PostgreSQL for all files. Gives its connection string. */
export async function startSharedPostgres(): Promise<string> {
  postgres = await startPostgres();
  // It ends by itself then, and would leave its data.
  process.once('SIGINT', () =>
    stopSharedPostgres().finally(() => process.exit(130)),
  );
  const { host, user, database } = postgres.connection;
  return `postgresql://${user}@/${database}?host=${host}`;
}

/** Ends it. */
export async function stopSharedPostgres(): Promise<void> {
  await postgres?.stop();
}
