import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findImage, imageNames, localRef } from '@backstage-vdi/images';
import { parse } from 'yaml';
import { root } from '../folders';
import { chooseExamples, type ChosenExamples } from './chooseExamples';

/** The folder of the example templates. */
export const TEMPLATES = path.join(root, 'examples/templates');

/** The example templates that the local cluster can make desktops of, with the images that are built now. */
export async function exampleTemplates(): Promise<ChosenExamples> {
  const files = (await readdir(TEMPLATES)).filter(name =>
    name.endsWith('.yaml'),
  );
  const examples = await Promise.all(
    files.sort().map(async name => {
      const text = await readFile(path.join(TEMPLATES, name), 'utf8');
      return { text, image: parse(text).spec.image as string };
    }),
  );
  const images = await Promise.all(
    (await imageNames()).map(async name => ({
      name,
      ref: localRef(name),
      archive: (await findImage(name))?.archive,
    })),
  );
  return chooseExamples(examples, images);
}
