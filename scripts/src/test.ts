/**
 * `npm test`: everything CI runs, in the order in which a mistake costs least. `npm test -- unit api` runs some of it, and
 * `npm test -- fuzz --seed new` with other requests than the last time; the seed is in the names of the tests, and repeats them.
 * Ends with one line `N passed, N failed`, and with exit code 1 when something failed.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { prepare } from './test/prepare';
import { addCounts, type Counts } from './test/counts';
import { STAGES, type StageOptions } from './test/stages';

/** Seeds are below. */
const SEEDS = 2 ** 31;

async function main(): Promise<Counts> {
  const { positionals: chosen, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' } },
  });
  const seed = values.seed === 'new' ? String(randomInt(SEEDS)) : values.seed;
  const unknown = chosen.filter(name => !STAGES.some(s => s.name === name));
  if (unknown.length) {
    throw new Error(
      `"${unknown.join('", "')}" is no part of the tests. There are: ${STAGES.map(s => s.name).join(', ')}.`,
    );
  }
  const stages = STAGES.filter(
    ({ name }) => !chosen.length || chosen.includes(name),
  );
  // The cluster's programs take minutes to build on a new machine: they build while types and units are checked.
  const prepared = prepare(stages.flatMap(({ needs }) => needs));
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const stage of stages) {
    process.stdout.write(`\n── ${stage.name}: ${stage.title}\n`);
    const started = Date.now();
    const counts = await runStage(stage, prepared, { seed });
    total = addCounts(total, counts);
    process.stdout.write(
      `── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''} in ${Math.round((Date.now() - started) / 1000)} s\n`,
    );
  }
  return total;
}

async function runStage(
  stage: (typeof STAGES)[number],
  prepared: ReturnType<typeof prepare>,
  options: StageOptions,
): Promise<Counts> {
  const missing = await prepared.missing(stage.needs);
  if (missing) {
    process.stdout.write(`${missing}\n`);
    // On CI nothing is left out silently: what is missing is a failure with its name.
    return process.env.CI
      ? { passed: 0, failed: 1, skipped: 0 }
      : { passed: 0, failed: 0, skipped: 1 };
  }
  return stage.run(options);
}

main().then(
  ({ passed, failed, skipped }) => {
    process.stdout.write(
      `\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
    process.exit(failed ? 1 : 0);
  },
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
