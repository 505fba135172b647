import { startSharedPostgres } from './sharedPostgres';

/** Jest's set-up before all files: says where PostgreSQL is as Backstage's own test utilities want to be told, which want a version too. */
export default async function databaseSetup() {
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
    await startSharedPostgres();
}
