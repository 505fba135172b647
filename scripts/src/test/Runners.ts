import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeAbandoned } from '@backstage-vdi/cluster';
import { local, root } from '../folders';
import { honestCounts, type Counts } from './counts';

const results = path.join(local, 'test');

/** How often to look whether a runner has written its result, and how long it may take to exit then. Milliseconds. */
const LOOK_MS = 1_000;
const LINGER_MS = 60_000;

/** Runs what tests are run by, one at a time. */
export class Runners {
  readonly #interrupted: AbortSignal;

  /**
   * @param interrupted - ends what runs, with all that it started; each method rejects with its reason then, when nothing is left
   */
  constructor(interrupted: AbortSignal) {
    this.#interrupted = interrupted;
  }

  /** A program whose exit code is the one result. */
  async check(program: string, args: string[]): Promise<Counts> {
    const failed = (await this.#run(program, args)) === 0 ? 0 : 1;
    return { passed: 1 - failed, failed, skipped: 0 };
  }

  /** Jest, or a program that passes its arguments on to it. */
  async jest(
    name: string,
    program: string,
    args: string[],
    env?: NodeJS.ProcessEnv,
  ): Promise<Counts> {
    const file = await freshResultFile(name);
    const code = await this.#run(
      program,
      [...args, '--json', `--outputFile=${file}`],
      { env, done: file },
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
  async playwright(name: string, config: string): Promise<Counts> {
    const file = await freshResultFile(name);
    const code = await this.#run(
      'playwright',
      ['test', '-c', config, '--reporter', 'list,json'],
      { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
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

  async #run(
    program: string,
    args: string[],
    { env = {}, done }: { env?: NodeJS.ProcessEnv; done?: string } = {},
  ): Promise<number> {
    this.#interrupted.throwIfAborted();
    const child = spawn(program, args, {
      cwd: root,
      // A group of its own: what it started is to hear of an interruption too, which may have come to this process alone.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    const interrupt = () => void process.kill(-child.pid!, 'SIGINT');
    this.#interrupted.addEventListener('abort', interrupt);
    const exit = once(child, 'exit').then(([code]) => code ?? 1);
    const lingering = done && endLingering(child, done, exit);
    const code = await exit.finally(() =>
      this.#interrupted.removeEventListener('abort', interrupt),
    );
    // Jest's own end after all tests does not come then.
    if (child.signalCode) await removeAbandoned();
    this.#interrupted.throwIfAborted();
    return (await lingering) ? 1 : code;
  }
}

/**
 * Ends a runner that has written its result and does not exit: a test that failed half-way left a connection or a timer open, and
 * that would keep all that comes after it from running. Resolves to whether it had to.
 */
async function endLingering(
  child: ChildProcess,
  result: string,
  exit: Promise<unknown>,
): Promise<boolean> {
  const exited = new AbortController();
  exit.finally(() => exited.abort());
  const { signal } = exited;
  try {
    while (!existsSync(result)) await delay(LOOK_MS, undefined, { signal });
    await delay(LINGER_MS, undefined, { signal });
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
  process.stdout.write(
    'All tests have ended and their runner does not: one of them left something open. It is ended, and that is a failure.\n',
  );
  process.kill(-child.pid!, 'SIGKILL');
  return true;
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
