import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './folders';

describe('run.mjs', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'run-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('leaves nothing of a toolchain that it could not fetch, and says what npm said', async () => {
    await mkdir(path.join(folder, 'bin'));
    await writeFile(
      path.join(folder, 'bin/npm'),
      '#!/bin/sh\necho half > half\necho no network >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const cache = path.join(folder, 'cache');
    const running = promisify(execFile)(
      process.execPath,
      [path.join(root, 'scripts/run.mjs'), 'setup'],
      {
        env: {
          XDG_CACHE_HOME: cache,
          PATH: `${folder}/bin:${process.env.PATH}`,
        },
      },
    );
    await expect(running).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no network'),
    });
    expect(await readdir(path.join(cache, 'backstage-vdi'))).toEqual([]);
  });
});
