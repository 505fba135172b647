import { runCommand } from './runCommand';

describe('runCommand', () => {
  it('returns the output and tells each line as it comes', async () => {
    const lines: string[] = [];
    const output = await runCommand('sh', ['-c', 'echo one; echo two >&2'], {
      onLine: line => lines.push(line),
    });
    expect(output.split('\n').sort()).toEqual(['one', 'two']);
    expect(lines.sort()).toEqual(['one', 'two']);
  });

  it('fails with the last words of the command', async () => {
    await expect(
      runCommand('sh', ['-c', 'echo no space left; exit 3']),
    ).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringContaining('no space left'),
    });
  });

  it('lets an interrupted command clean up before it rejects', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const script =
      'trap "echo cleaned; exit 1" TERM; echo started; while :; do sleep 0.01; done';
    const run = runCommand('sh', ['-c', script], {
      signal: controller.signal,
      onLine: line => {
        lines.push(line);
        if (line === 'started') controller.abort(new Error('Interrupted'));
      },
    });
    await expect(run).rejects.toThrow('Interrupted');
    expect(lines).toContain('cleaned');
  });

  it('fails when the program does not exist', async () => {
    await expect(runCommand('/no/such/program', [])).rejects.toThrow('ENOENT');
  });
});
