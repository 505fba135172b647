import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { parse } from 'yaml';

const FOLDER = path.join(
  path.dirname(require.resolve('../../package.json')),
  '../../examples/templates',
);

/** The templates that people copy from, by their path in `examples/templates`. */
export const EXAMPLE_TEMPLATES: Array<{ file: string; template: VDITemplate }> =
  globSync('**/*.yaml', { cwd: FOLDER })
    .sort()
    .map(file => ({
      file,
      template: parse(readFileSync(path.join(FOLDER, file), 'utf8')),
    }));
