import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Says that it runs, and ends with a code of its own when it is asked to end. */
const PASSED_ON = `
  process.on('SIGTERM', () => process.exit(7));
  setInterval(() => {}, 1_000);
  console.log('runs');
`;

const PROGRAM = `
  require('./passOn.ts')
    .passOn(process.execPath, ['--eval', ${JSON.stringify(PASSED_ON)}])
    .then(code => process.exit(code));
`;

describe('passOn', () => {
  it('ends the program when this process is to end, and returns its code', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--eval', PROGRAM],
      {
        cwd: path.dirname(__filename),
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
