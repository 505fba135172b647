/**
 * `npm run test:soak`: the suites that take long, each in a file `*.soak.ts`. `npm run test:soak -- chaos` runs those with that in
 * their path. Ends with their figures and one line `N passed, N failed`, and with exit code 1 when something failed.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { interruptible, InterruptedError } from '@backstage-vdi/cluster';
import { local } from './folders';
import type { Counts } from './test/counts';
import { prepare } from './test/prepare';
import { Runners } from './test/Runners';

const FIGURES = path.join(local, 'test/soak-figures.md');

async function run(signal: AbortSignal): Promise<Counts> {
  const missing = await prepare(['cluster'], signal).missing(['cluster']);
  if (missing) throw new Error(missing);
  await mkdir(path.dirname(FIGURES), { recursive: true });
  await rm(FIGURES, { force: true });
  const counts = await new Runners(signal).jest(
    'soak',
    'jest',
    ['-c', 'scripts/jest/soak.config.js', ...process.argv.slice(2)],
    { VDI_TEST_FIGURES: FIGURES },
  );
  process.stdout.write(await readFile(FIGURES, 'utf8').catch(() => ''));
  return counts;
}

interruptible(run).then(
  ({ passed, failed }) => {
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    process.exit(failed ? 1 : 0);
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof InterruptedError ? error.exitCode : 1);
  },
);
