import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Works until it is interrupted, and tidies up until it is told that this is enough. */
const PROGRAM = `
  const { once } = require('node:events');
  const { interruptible } = require('./interruptible.ts');
  interruptible(async signal => {
    const aborted = once(signal, 'abort');
    const enough = once(process.stdin, 'data');
    console.log('works');
    await aborted;
    console.log('tidies up');
    await enough;
    throw signal.reason;
  }).catch(({ message, exitCode }) => {
    console.log(message);
    process.exit(exitCode);
  });
`;

describe('interruptible', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('has %s wait for the tidying up', async (name, exitCode) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--eval', PROGRAM],
      { cwd: path.dirname(__filename), stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value;
    expect(await next()).toBe('works');
    child.kill(name);
    expect(await next()).toBe('tidies up');
    child.kill(name);
    child.stdin.end('enough');
    expect(await next()).toBe(`Interrupted by ${name}.`);
    expect(await exited).toEqual([exitCode, null]);
  });
});
