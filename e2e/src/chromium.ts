import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's browser. Playwright's own cannot be had where only package registries are reachable. */
export const CHROMIUM = process.env.VDI_CHROMIUM ?? '/usr/bin/chromium';

/** Flags without which the browser does not run as root, or talks to its maker at every start. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whoever of this project installs packages holds it: apt waits for the lock of dpkg, but not for the one of its lists. */
const APT_LOCK = '/run/lock/backstage-vdi-apt';
const WAIT_FOR_DPKG = '--option=DPkg::Lock::Timeout=300';

/**
 * Makes sure that there is a browser: takes the one that is there, or installs Debian's.
 *
 * @throws Error that says what to install when it cannot.
 */
export async function installChromium({
  log,
}: {
  log(line: string): void;
}): Promise<void> {
  if (existsSync(CHROMIUM)) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `There is no browser at ${CHROMIUM}. Install Chromium and set VDI_CHROMIUM to its path.`,
    );
  }
  log('installing Chromium');
  const apt = (...args: string[]) =>
    run('flock', [APT_LOCK, 'apt-get', '-qq', WAIT_FOR_DPKG, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 2 ** 20,
    });
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', 'chromium');
}
