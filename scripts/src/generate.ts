/**
 * `npm run generate`: makes the TypeScript types of the Kubernetes API from the CRDs, and those of the session API and its
 * reference from its description.
 * With `--check` nothing is written; the exit code is 1 when a file is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './folders';
import { apiReference } from './generate/apiReference';
import { apiTypes } from './generate/apiTypes';
import { crdTypes } from './generate/crdTypes';

async function main() {
  const check = process.argv.includes('--check');
  const stale: string[] = [];
  const all = [...(await crdTypes()), await apiTypes(), await apiReference()];
  for (const generated of all) {
    const present = await readFile(generated.path, 'utf8').catch(() => '');
    if (present === generated.content) continue;
    stale.push(path.relative(root, generated.path));
    if (!check) await writeFile(generated.path, generated.content);
  }
  if (check && stale.length) {
    throw new Error(
      `${stale.join(', ')} does not match what it is made from. Run \`npm run generate\` and commit the result.`,
    );
  }
  if (stale.length) process.stdout.write(`written: ${stale.join(', ')}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
