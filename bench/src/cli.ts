/**
 * `npm run bench -- <name>`: benchmarks. They print ratios within one run, because times of different machines, and of one
 * machine on different days, do not compare.
 */
import { writeFile } from 'node:fs/promises';
import { InterruptedError } from '@backstage-vdi/cluster';
import { Command, InvalidArgumentError, Option } from 'commander';
import { measureApi } from './api/measureApi';
import { describeApi } from './api/report';
import { PODS_PER_NODE, withCluster } from './benchCluster';
import { measureClicks } from './clickToDesktop/clickToDesktop';
import { describeClicks } from './clickToDesktop/report';
import { measureMainJob } from './mainJob/mainJob';
import { describeMainJob } from './mainJob/report';
import { ADAPTERS } from './operator/adapters';
import { compare } from './operator/compare';
import { burst, steady } from './operator/load';
import { describeComparison } from './operator/report';
import { measureScale } from './operator/scale';
import { describeScale } from './operator/scaleReport';

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('A whole number from 1.');
  }
  return number;
}

const log = (line: string) => {
  process.stderr.write(`${line}\n`);
};

async function tell(table: string, result: object, json?: string) {
  process.stdout.write(`\n${table}\n`);
  if (json) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
}

/** Nodes with room for so many pods and half as many again: pods that go still count. */
const nodesFor = (pods: number) =>
  Math.max(2, Math.ceil((1.5 * pods) / PODS_PER_NODE));

const program = new Command('npm run bench --');

program
  .command('main-job')
  .description('how long a desktop takes to be made, and with how many writes')
  .option('--sessions <n>', 'desktops by each way', count, 50)
  .option('--rest <seconds>', 'how long to watch it rest', count, 60)
  .option('--json <file>', 'write the result there too')
  .action(async ({ sessions, rest, json }) => {
    const result = await measureMainJob({ sessions, restSeconds: rest, log });
    await tell(describeMainJob(result), result, json);
  });

program
  .command('operator')
  .description('the operator under load, beside a client that decides nothing')
  .option(
    '--bursts <n,…>',
    'sessions that are asked for all at once',
    text => text.split(',').map(count),
    [300, 1_000],
  )
  .option('--rate <n>', 'sessions per second of the steady load', count, 10)
  .option('--seconds <n>', 'how long the steady load lasts', count, 60)
  .option('--rounds <n>', 'how often everything is measured', count, 2)
  .addOption(
    new Option('--peer <name>', 'another controller beside it').choices(
      Object.keys(ADAPTERS),
    ),
  )
  .option(
    '--scale <n>',
    'instead: the operator with so many sessions at rest, and at work beside them',
    count,
  )
  .option(
    '--rest <seconds>',
    'with --scale: how long to watch it rest',
    count,
    60,
  )
  .option('--json <file>', 'write the result there too')
  .action(
    async ({ bursts, rate, seconds, rounds, peer, scale, rest, json }) => {
      if (scale) {
        const result = await withCluster(
          { nodes: nodesFor(scale), log },
          bench => measureScale(bench, { sessions: scale, restSeconds: rest }),
        );
        await tell(describeScale(result), result, json);
        return;
      }
      const loads = [...bursts.map(burst), steady(rate, seconds)];
      const largest = Math.max(...loads.map(({ sendAt }) => sendAt.length));
      const result = await withCluster(
        { nodes: nodesFor(largest), log },
        bench => compare(bench, { loads, rounds, peer: ADAPTERS[peer] }),
      );
      await tell(describeComparison(result), result, json);
    },
  );

program
  .command('api')
  .description('the session API with very many sessions, beside a bare route')
  .option('--sessions <n>', 'sessions in its cache', count, 10_000)
  .option('--users <n>', 'people who have them', count, 1_000)
  .option('--clients <n>', 'how many ask at once', count, 50)
  .option(
    '--rate <n>',
    'requests per second of the open load; a fifth where something is made',
    count,
    50,
  )
  .option(
    '--seconds <n>',
    'how long each route is asked in the open load; half of it in the closed',
    count,
    20,
  )
  .option('--rounds <n>', 'how often everything is measured', count, 2)
  .option('--json <file>', 'write the result there too')
  .action(async ({ rate, json, ...options }) => {
    const result = await withCluster({ log }, bench =>
      measureApi(bench, { ...options, perSecond: rate }),
    );
    await tell(describeApi(result), result, json);
  });

program
  .command('click-to-desktop')
  .description('from the click on the portal to the first frame in the browser')
  .option('--runs <n>', 'measured clicks for each image', count, 10)
  .option('--rest <seconds>', 'how long to watch a desktop rest', count, 60)
  .option('--json <file>', 'write the result there too')
  .action(async ({ runs, rest, json }) => {
    const results = await measureClicks({ runs, restSeconds: rest, log });
    await tell(describeClicks(results), results, json);
  });

program.parseAsync().catch(error => {
  if (error instanceof InterruptedError) {
    process.stderr.write(`${error.message}\n`);
    // What was being measured still waits for something.
    process.exit(error.exitCode);
  }
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
