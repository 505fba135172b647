/**
 * `npm run bench -- <name>`: benchmarks. They print ratios within one run, because times of different machines, and of one
 * machine on different days, do not compare.
 */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { measureMainJob } from './mainJob/mainJob';
import { describeMainJob } from './mainJob/report';

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('A whole number from 1.');
  }
  return number;
}

const program = new Command('npm run bench --');

program
  .command('main-job')
  .description('how long a desktop takes to be made, and with how many writes')
  .option('--sessions <n>', 'desktops by each way', count, 50)
  .option('--rest <seconds>', 'how long to watch it rest', count, 60)
  .option('--json <file>', 'write the result there too')
  .action(async options => {
    const result = await measureMainJob({
      sessions: options.sessions,
      restSeconds: options.rest,
      log: line => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(`\n${describeMainJob(result)}\n`);
    if (options.json) {
      await writeFile(options.json, JSON.stringify(result, null, 2));
    }
  });

program.parseAsync().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
