import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';

const FOLDER = path.join(
  path.dirname(require.resolve('../../package.json')),
  'src/__golden__',
);

/** What a manifest was when a person last looked at it. `UPDATE_GOLDEN=1` writes it anew, for a person to look at. */
export async function golden(name: string, manifest: object): Promise<string> {
  const file = path.join(FOLDER, `${name}.yaml`);
  if (process.env.UPDATE_GOLDEN) await writeFile(file, stringify(manifest));
  return readFile(file, 'utf8');
}
