import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ImageError } from './errors';

/** The folder of this package; each image is a folder in it with a Dockerfile. */
export const packageFolder = dirname(require.resolve('../package.json'));

/** The names of the images that can be built. */
export async function imageNames(): Promise<string[]> {
  const paths = await readdir(packageFolder, { withFileTypes: true });
  const folders = paths.filter(entry => entry.isDirectory());
  const names = await Promise.all(
    folders.map(async ({ name }) => {
      const files = await readdir(join(packageFolder, name));
      return files.includes('Dockerfile') ? [name] : [];
    }),
  );
  return names.flat().sort();
}

/** The folder of the image called `name`. Throws `UNKNOWN_IMAGE`. */
export async function imageFolder(name: string): Promise<string> {
  const names = await imageNames();
  if (!names.includes(name)) {
    throw new ImageError(
      'UNKNOWN_IMAGE',
      `There is no image "${name}". There are: ${names.join(', ')}.`,
    );
  }
  return join(packageFolder, name);
}

/** Where built images are kept: `$XDG_CACHE_HOME` or `~/.cache`. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'backstage-vdi', 'images');
}
