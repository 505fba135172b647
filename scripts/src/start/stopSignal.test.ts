import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from '../folders';

/** Says its process id, and `stopped` when it is to stop. It goes on meanwhile. */
const STOPPABLE = `
  const { stopSignal } = require('./scripts/src/start/stopSignal.ts');
  const busy = setInterval(() => {}, 1_000);
  stopSignal().addEventListener('abort', () => {
    console.log('stopped');
    clearInterval(busy);
    process.exit();
  });
  console.log(process.pid);
`;

/** Starts that as the tests start \`npm start\`: with a channel. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const args = ['--import', 'tsx', '--eval', ${JSON.stringify(STOPPABLE)}];
  spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
`;

describe('stopSignal', () => {
  it.each([
    ['SIGINT', (_: number, child: number) => process.kill(child, 'SIGINT')],
    ['SIGTERM', (_: number, child: number) => process.kill(child, 'SIGTERM')],
    [
      'the end of its parent, however sudden',
      (parent: number) => process.kill(parent, 'SIGKILL'),
    ],
  ])('aborts by %s', async (_, happen) => {
    const parent = spawn(process.execPath, ['--eval', PARENT], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(parent.stdout);
    const [child] = await once(lines, 'line');
    const stopped = once(lines, 'line');
    happen(parent.pid!, Number(child));
    expect(await stopped).toEqual(['stopped']);
    parent.kill('SIGKILL');
  });
});
