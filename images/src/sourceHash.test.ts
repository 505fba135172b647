import {
  mkdir,
  mkdtemp,
  rename,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSources } from './sourceHash';

describe('hashSources', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'images-'));
    await mkdir(join(folder, 'etc'));
    await writeFile(join(folder, 'install.sh'), 'one');
    await writeFile(join(folder, 'etc', 'config'), 'two');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the same for the same files at another time', async () => {
    const before = await hashSources([folder]);
    await utimes(join(folder, 'install.sh'), 1, 1);
    expect(before).toMatch(/^[0-9a-f]{12}$/);
    expect(await hashSources([folder])).toBe(before);
  });

  it('does not count documentation', async () => {
    const before = await hashSources([folder]);
    await writeFile(join(folder, 'README.md'), 'words');
    expect(await hashSources([folder])).toBe(before);
  });

  it.each([
    ['content', () => writeFile(join(folder, 'etc', 'config'), 'three')],
    ['a new file', () => writeFile(join(folder, 'etc', 'more'), '')],
    [
      'bytes that move from one file to the next',
      async () => {
        await writeFile(join(folder, 'etc', 'config'), 'tw');
        await writeFile(join(folder, 'install.sh'), 'oone');
      },
    ],
  ])('changes with %s', async (_, change) => {
    const before = await hashSources([folder]);
    await change();
    expect(await hashSources([folder])).not.toBe(before);
  });

  it('changes with a file that moves to another folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'images-'));
    try {
      const before = await hashSources([folder, other]);
      await rename(join(folder, 'install.sh'), join(other, 'install.sh'));
      expect(await hashSources([folder, other])).not.toBe(before);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('changes with files from elsewhere that the image is made with', async () => {
    const hook = join(folder, 'install.sh');
    expect(await hashSources([folder], [hook])).not.toBe(
      await hashSources([folder]),
    );
  });
});
