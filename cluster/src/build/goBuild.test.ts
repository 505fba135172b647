import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goBuild } from './goBuild';

describe('goBuild', () => {
  const build = (folder: string) =>
    goBuild({
      folder,
      package: '.',
      output: join(folder, 'program'),
      flags: [],
      onProgress: () => {},
    });

  it('says what the compiler said', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'go-'));
    await writeFile(join(folder, 'go.mod'), 'module test\n\ngo 1.26\n');
    await writeFile(
      join(folder, 'main.go'),
      'package main\n\nfunc main() { x }',
    );
    await expect(build(folder)).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringContaining('undefined: x'),
    });
    await rm(folder, { recursive: true });
  });

  it('says that Go is missing, and where to get it', async () => {
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    try {
      await expect(build(tmpdir())).rejects.toMatchObject({
        code: 'GO_MISSING',
        message: expect.stringContaining('https://go.dev/doc/install'),
      });
    } finally {
      process.env.PATH = PATH;
    }
  });
});
