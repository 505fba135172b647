import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installPackages } from '@backstage-vdi/debian';

/** What the scripts of the documentation are made with, beside bash. */
const PROGRAMS = ['curl', 'jq'];

const run = promisify(execFile);

/**
 * Makes the programs available that the scripts of the documentation use.
 *
 * @throws InstallError where one is missing and cannot be installed.
 */
export async function prepareShell(options: {
  log(line: string): void;
  signal?: AbortSignal;
}): Promise<void> {
  const found = await Promise.all(PROGRAMS.map(isThere));
  const missing = PROGRAMS.filter((_, index) => !found[index]);
  if (missing.length) await installPackages(missing, options);
}

function isThere(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}
