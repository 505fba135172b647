import { stopSharedPostgres } from './sharedPostgres';

/** Jest's end after all files; runs in the process of databaseSetup. */
export default async function databaseTeardown() {
  await stopSharedPostgres();
}
