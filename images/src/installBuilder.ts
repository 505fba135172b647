import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from '@backstage-vdi/debian';
import { ImageError } from './errors';
import { RunCommandOptions } from './runCommand';

/** Debian packages that a build needs. The keyring is there on Debian; Ubuntu has to add it. */
const PACKAGES = ['mmdebstrap', 'debian-archive-keyring'];

/**
 * Makes mmdebstrap available, by apt where it is missing.
 *
 * @throws ImageError `BUILDER_UNAVAILABLE` where images cannot be built; InstallError where apt has none.
 */
export async function installBuilder({
  onLine,
  signal,
}: RunCommandOptions): Promise<void> {
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    throw new ImageError(
      'BUILDER_UNAVAILABLE',
      'Images are built here by root on Debian or Ubuntu. Elsewhere build them from their Dockerfile with Docker or Podman.',
    );
  }
  if (isInstalled('mmdebstrap')) return;
  await installPackages(PACKAGES, { log: onLine, signal });
}

function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some(folder => existsSync(join(folder, program)));
}
