/**
 * `npm test`: everything CI runs, in the order in which a mistake costs least. `npm test -- unit api` runs some of it, and
 * `npm test -- fuzz --seed new` with other requests than the last time; the seed is in the names of the tests, and repeats them.
 * Ends with one line `N passed, N failed`, and with exit code 1 when something failed. Ctrl-C leaves nothing running.
 */
import { randomInt } from 'node:crypto';
import { interruptible, InterruptedError } from '@backstage-vdi/cluster';
import { Argument, Command } from 'commander';
import { prepare } from './test/prepare';
import { addCounts, type Counts } from './test/counts';
import { Runners } from './test/Runners';
import { STAGES, type Stage, type StageOptions } from './test/stages';

/** Seeds are below. */
const SEEDS = 2 ** 31;

function readArguments(): { stages: Stage[]; options: StageOptions } {
  const names = STAGES.map(({ name }) => name);
  const command = new Command('npm test --')
    .description('Runs everything CI runs, or the parts of it that are named.')
    .addArgument(
      new Argument('[parts...]', 'what to run')
        .choices(names)
        .default(names, 'all'),
    )
    .option(
      '--seed <seed>',
      'where made-up requests begin; "new" for others than the last time',
    )
    .parse();
  const { seed } = command.opts<StageOptions>();
  return {
    stages: STAGES.filter(({ name }) =>
      command.processedArgs[0].includes(name),
    ),
    options: { seed: seed === 'new' ? String(randomInt(SEEDS)) : seed },
  };
}

async function run(signal: AbortSignal): Promise<Counts> {
  const { stages, options } = readArguments();
  // The cluster's programs take minutes to build on a new machine: they build while types and units are checked.
  const prepared = prepare(
    stages.flatMap(({ needs }) => needs),
    signal,
  );
  const runners = new Runners(signal);
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const stage of stages) {
      process.stdout.write(`\n── ${stage.name}: ${stage.title}\n`);
      const started = Date.now();
      const missing = await prepared.missing(stage.needs);
      const counts = missing
        ? leftOut(missing)
        : await stage.run(runners, options);
      total = addCounts(total, counts);
      process.stdout.write(
        `── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''} in ${Math.round((Date.now() - started) / 1000)} s\n`,
      );
    }
  } finally {
    if (signal.aborted) await prepared.ended();
  }
  return total;
}

/** On CI nothing is left out silently: what is missing is a failure with its name. */
function leftOut(missing: string): Counts {
  process.stdout.write(`${missing}\n`);
  return process.env.CI
    ? { passed: 0, failed: 1, skipped: 0 }
    : { passed: 0, failed: 0, skipped: 1 };
}

interruptible(run).then(
  ({ passed, failed, skipped }) => {
    process.stdout.write(
      `\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
    process.exit(failed ? 1 : 0);
  },
  error => {
    const interrupted = error instanceof InterruptedError;
    process.stderr.write(`${interrupted ? error.message : error.stack}\n`);
    process.exit(interrupted ? error.exitCode : 1);
  },
);
