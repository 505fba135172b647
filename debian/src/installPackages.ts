import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Runs a program to its end; rejects when it fails. */
type Execute = (
  program: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; signal?: AbortSignal; maxBuffer: number },
) => Promise<unknown>;

/** Options of {@link installPackages}. */
export interface InstallOptions {
  /** Told once, before anything is installed. */
  log?(line: string): void;
  signal?: AbortSignal;
  /** Whether this process may install. Default: it is root, and there is apt. */
  able?: boolean;
  /** Default: as a child of this process. */
  execute?: Execute;
}

/** The packages are not there and cannot be had; the message names them. */
export class InstallError extends Error {
  readonly name = 'InstallError';
  readonly code = 'DEBIAN_INSTALL';
}

/** apt waits for the lock of dpkg when told so, but not for the one of its lists: whoever installs here holds this one. */
const LOCK = '/run/lock/backstage-vdi-apt';

const APT = ['apt-get', '-q', '-y', '--option=DPkg::Lock::Timeout=300'];

/** Never at the price of another package: Debian's containerd would replace the one that Docker brings. */
const INSTALL = ['install', '--no-install-recommends', '--no-remove'];

/** apt says more than Node keeps by default. Bytes. */
const MAX_OUTPUT = 64 * 2 ** 20;

/**
 * Installs packages of the distribution, one set-up at a time. Whether they are missing, the caller finds out: what is there
 * may have come another way.
 *
 * @throws InstallError when this process may not install, or apt cannot.
 */
export async function installPackages(
  names: string[],
  options: InstallOptions = {},
): Promise<void> {
  const {
    log,
    signal,
    able = isAble(),
    execute = promisify(execFile),
  } = options;
  const list = names.join(', ');
  if (!able) {
    throw new InstallError(
      `${list} must be installed. That is done here by root where there is apt; install it yourself otherwise`,
    );
  }
  log?.(`Installing ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    execute('flock', [LOCK, ...APT, ...args], {
      env,
      signal,
      maxBuffer: MAX_OUTPUT,
    });
  try {
    await apt(...INSTALL, ...names).catch(async () => {
      signal?.throwIfAborted();
      // Its lists may be missing, or older than the mirror.
      await apt('update');
      await apt(...INSTALL, ...names);
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new InstallError(`apt-get could not install ${list}: ${cause}`, {
      cause,
    });
  }
}

function isAble(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
