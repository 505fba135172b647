import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '@backstage-vdi/debian';
import { LogOptions, logWith } from '../log';
import { SEARCH_PATH } from '../process/path';
import { run } from '../process/run';

/** coturn's server, and the client that its package brings. */
const PROGRAMS = ['turnserver', 'turnutils_uclient'];

/**
 * Makes Debian's coturn available.
 *
 * @throws InstallError where it is missing and cannot be installed.
 */
export async function prepareTurnserver(
  options: LogOptions & { signal?: AbortSignal } = {},
): Promise<void> {
  if (PROGRAMS.every(isInstalled)) return;
  const { signal } = options;
  await installPackages(['coturn'], { log: logWith(options).log, signal });
  // Debian starts what it installs, and again with the machine: nobody has asked for a relay on all addresses of this one.
  if (existsSync('/run/systemd/system')) {
    await run('systemctl', ['disable', '--now', 'coturn.service'], { signal });
  }
}

function isInstalled(program: string): boolean {
  return SEARCH_PATH.split(':').some(it => existsSync(join(it, program)));
}
