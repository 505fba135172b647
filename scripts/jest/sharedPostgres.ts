import { type Postgres, startPostgres } from '@backstage-vdi/cluster';

let postgres: Postgres | undefined;

/** Starts a PostgreSQL for all files. Gives its connection string. */
export async function startSharedPostgres(): Promise<string> {
  postgres = await startPostgres();
  const { host, user, database } = postgres.connection;
  return `postgresql://${user}@/${database}?host=${host}`;
}

/** Ends it. */
export async function stopSharedPostgres(): Promise<void> {
  await postgres?.stop();
}
