import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Works until it is interrupted, and tidies up until its input ends. */
const PROGRAM = `
  const { once } = require('node:events');
  const { interruptible } = require('./interruptible.ts');
  // Not by the console, which does not mind that nobody reads.
  const say = line => process.stdout.write(\`\${line}\\n\`);
  interruptible(async signal => {
    const aborted = once(signal, 'abort');
    const enough = once(process.stdin.resume(), 'end');
    say('works ' + process.pid);
    await aborted;
    say('tidies up');
    // By then it is known whether anybody takes it.
    await new Promise(setImmediate);
    await enough;
    throw signal.reason;
  }).catch(({ message, exitCode }) => {
    say(message);
    process.exit(exitCode);
  });
`;

const ARGS = ['--import', 'tsx', '--eval', PROGRAM];
const cwd = path.dirname(__filename);

/** The lines that a process writes, one at each call. */
function linesOf({ stdout }: ChildProcess) {
  const lines = createInterface(stdout!)[Symbol.asyncIterator]();
  return async () => (await lines.next()).value;
}

describe('interruptible', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('has %s wait for the tidying up', async (name, exitCode) => {
    const child = spawn(process.execPath, ARGS, {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const next = linesOf(child);
    expect(await next()).toBe(`works ${child.pid}`);
    child.kill(name);
    expect(await next()).toBe('tidies up');
    child.kill(name);
    child.stdin.end();
    expect(await next()).toBe(`Interrupted by ${name}.`);
    expect(await exited).toEqual([exitCode, null]);
  });

  it('tidies up when nobody reads what it says any more', async () => {
    const child = spawn(process.execPath, ARGS, {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.kill('SIGINT');
    child.stdin.end();
    expect(await exited).toEqual([130, null]);
  });

  it('is interrupted by the end of whoever forked it, however sudden', async () => {
    const fork = `
      require('node:child_process').spawn(process.execPath, ${JSON.stringify(ARGS)}, {
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      });`;
    const parent = spawn(process.execPath, ['--eval', fork], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const next = linesOf(parent);
    expect(await next()).toMatch(/^works/);
    parent.kill('SIGKILL');
    expect(await next()).toBe('tidies up');
    parent.stdin.end();
    expect(await next()).toBe('Interrupted by SIGHUP.');
  });
});
