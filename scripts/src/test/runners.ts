import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { local, root } from '../folders';
import { honestCounts, type Counts } from './counts';

const results = path.join(local, 'test');

async function run(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** A file for a runner's result, without the result of an earlier run. */
async function freshResultFile(name: string): Promise<string> {
  const file = path.join(results, `${name}.json`);
  await mkdir(results, { recursive: true });
  await rm(file, { force: true });
  return file;
}

/** What a runner wrote; empty when it ended before it wrote anything. */
async function readResult<T>(file: string): Promise<Partial<T>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return JSON.parse(text);
}

/** A program whose exit code is the one result. */
export async function runCheck(
  program: string,
  args: string[],
): Promise<Counts> {
  const failed = (await run(program, args)) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: 0 };
}

/** Jest, or a program that passes its arguments on to it. */
export async function runJest(
  name: string,
  program: string,
  args: string[],
  env?: NodeJS.ProcessEnv,
): Promise<Counts> {
  const file = await freshResultFile(name);
  const code = await run(
    program,
    [...args, '--json', `--outputFile=${file}`],
    env,
  );
  const result = await readResult<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numRuntimeErrorTestSuites: number;
  }>(file);
  const { numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = result;
  return honestCounts(
    {
      passed: result.numPassedTests ?? 0,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: result.numPendingTests ?? 0,
    },
    code,
  );
}

/** Playwright. */
export async function runPlaywright(
  name: string,
  config: string,
): Promise<Counts> {
  const file = await freshResultFile(name);
  const code = await run(
    'playwright',
    ['test', '-c', config, '--reporter', 'list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const { stats } = await readResult<{
    stats: { expected: number; unexpected: number; skipped: number };
  }>(file);
  return honestCounts(
    {
      passed: stats?.expected ?? 0,
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
    },
    code,
  );
}
