import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '@backstage-vdi/cluster';
import { installPackages } from '@backstage-vdi/debian';
import { root } from '../folders';

/** schemathesis and all that it needs, each with its hash. */
const REQUIREMENTS = path.join(root, 'scripts/fuzz/requirements.txt');

const PIP = ['-m', 'pip', 'install', '--quiet', '--require-hashes'];

const run = promisify(execFile);

function folder(): string {
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS));
  return cacheFolder(`schemathesis-${hash.digest('hex').slice(0, 12)}`);
}

/** The Python that has schemathesis, as its module `schemathesis.cli`, once it was {@link prepareSchemathesis prepared}. */
export function schemathesisPython(): string {
  return path.join(folder(), 'bin/python');
}

/**
 * Installs schemathesis from PyPI into the cache, once. Needs Python 3.10 or newer.
 *
 * @throws InstallError that names Debian's package where Python cannot make environments and that cannot be installed; Error with what
 * pip said when it fails
 */
export async function prepareSchemathesis(options: {
  log(line: string): void;
  signal?: AbortSignal;
}): Promise<void> {
  if (existsSync(schemathesisPython())) return;
  if (!(await canMakeEnvironments())) {
    await installPackages(['python3-venv'], options);
  }
  const { log, signal } = options;
  log('Installing schemathesis');
  await mkdir(cacheFolder(), { recursive: true });
  const fresh = await mkdtemp(cacheFolder('schemathesis-new-'));
  try {
    await run('python3', ['-m', 'venv', fresh], { signal });
    const python = path.join(fresh, 'bin/python');
    await run(python, [...PIP, '--requirement', REQUIREMENTS], { signal });
    // Renaming is atomic: a second one that starts at the same moment sees all of it or nothing.
    await rename(fresh, folder());
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(schemathesisPython())) throw error;
  }
}

/** Debian has a part of the module `venv` in a package apart, and tells so on the standard output alone. */
async function canMakeEnvironments(): Promise<boolean> {
  return run('python3', ['-c', 'import ensurepip, venv']).then(
    () => true,
    () => false,
  );
}
