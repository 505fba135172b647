import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/**
 * Twelve hex digits that change with the content or place of any file in `folders` and `others`, and with nothing else:
 * not with times, owners or modes, which differ between checkouts. Documentation does not count.
 */
export async function hashSources(
  folders: string[],
  others: string[] = [],
): Promise<string> {
  const files = await Promise.all(
    folders.map(async (folder, index) =>
      (await filesBelow(folder)).map(path => ({
        name: `${index}/${relative(folder, path)}`,
        path,
      })),
    ),
  );
  const extra = others.map((path, index) => ({ name: `//${index}`, path }));
  const hash = createHash('sha256');
  const sorted = [...files.flat(), ...extra]
    .filter(({ name }) => !name.endsWith('.md'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, path } of sorted) {
    const content = await readFile(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}
