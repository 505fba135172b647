import { existsSync } from 'node:fs';
import { installPackages } from '@backstage-vdi/debian';
import { LogOptions, logWith } from '../log';
import { run } from '../process/run';
import { postgresPrograms } from './postgresPrograms';

/**
 * Makes Debian's PostgreSQL available.
 *
 * @throws InstallError where it is missing and cannot be installed.
 */
export async function preparePostgres(
  options: LogOptions & { signal?: AbortSignal } = {},
): Promise<void> {
  if (postgresPrograms()) return;
  const { signal } = options;
  await installPackages(['postgresql'], { log: logWith(options).log, signal });
  // Debian starts what it installs, and again with the machine: nobody has asked for a database beside those of the tests.
  if (existsSync('/run/systemd/system')) {
    await run('systemctl', ['disable', '--now', 'postgresql.service'], {
      signal,
    });
  }
}
