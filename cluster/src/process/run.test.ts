import { run } from './run';

describe('run', () => {
  it('hands over the input and returns the output', async () => {
    expect(await run('cat', [], { input: 'text' })).toBe('text');
  });

  it('says what the program said when it fails', async () => {
    await expect(
      run('sh', ['-c', 'echo no such thing >&2; exit 3']),
    ).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringContaining('no such thing'),
    });
  });

  it('names a program that is not there', async () => {
    await expect(run('no-such-program', [])).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringContaining('no-such-program'),
    });
  });
});
