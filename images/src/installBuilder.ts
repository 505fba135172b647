import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ImageError } from './errors';
import { runCommand, RunCommandOptions } from './runCommand';

/** Debian packages that a build needs. The keyring is there on Debian; Ubuntu has to add it. */
const PACKAGES = ['mmdebstrap', 'debian-archive-keyring'];

/** Whoever of this project installs packages holds it: apt waits for the lock of dpkg, but not for the one of its lists. */
const APT_LOCK = '/run/lock/backstage-vdi-apt';
const WAIT_FOR_DPKG = '--option=DPkg::Lock::Timeout=300';

async function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = await Promise.allSettled(
    folders.map(folder => access(join(folder, program), constants.X_OK)),
  );
  return found.some(result => result.status === 'fulfilled');
}

/** Makes mmdebstrap available, by apt where it is missing. Throws `BUILDER_UNAVAILABLE` where that cannot be done. */
export async function installBuilder(
  options: RunCommandOptions,
): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const hasApt = await isInstalled('apt-get');
  if (!isRoot || !hasApt) {
    throw new ImageError(
      'BUILDER_UNAVAILABLE',
      'Images are built here by root on Debian or Ubuntu. Elsewhere build them from their Dockerfile with Docker or Podman.',
    );
  }
  if (await isInstalled('mmdebstrap')) return;
  const apt = (...args: string[]) =>
    runCommand(
      'flock',
      [APT_LOCK, 'apt-get', '-q', WAIT_FOR_DPKG, ...args],
      options,
    );
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...PACKAGES);
}
