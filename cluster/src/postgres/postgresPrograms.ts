import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Debian keeps each version of PostgreSQL apart, and only its clients in the search path. */
const VERSIONS = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs, the newest ones; `undefined` where there are none. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  return readdirSync(VERSIONS)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(VERSIONS, version, 'bin'))
    .find(folder => existsSync(join(folder, 'postgres')));
}
