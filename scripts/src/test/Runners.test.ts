import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from '../folders';

/** Runs a test, which started something, until it is interrupted; then nothing else. */
const PROGRAM = `
  const { interruptible } = require('@backstage-vdi/cluster');
  const { Runners } = require('./scripts/src/test/Runners.ts');
  const started = "sh -c 'trap \\"echo ended; exit\\" INT; echo started; while :; do sleep 0.01; done'";
  interruptible(async signal => {
    const runners = new Runners(signal);
    await runners.check('sh', ['-c', started + '; exit']).catch(() => {});
    await runners.check('echo', ['went on']);
  }).catch(({ message, exitCode }) => {
    console.log(message);
    process.exit(exitCode);
  });
`;

describe('Runners', () => {
  it('end all that runs when they are interrupted, however that came, and begin nothing', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--eval', PROGRAM],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const said: string[] = [];
    const lines = createInterface(child.stdout).on('line', line =>
      said.push(line),
    );
    await once(lines, 'line');
    // Not the group, as Ctrl-C does.
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(said.toSorted()).toEqual([
      'Interrupted by SIGTERM.',
      'ended',
      'started',
    ]);
    expect(code).toBe(143);
  });
});
