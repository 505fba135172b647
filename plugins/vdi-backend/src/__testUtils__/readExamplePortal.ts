import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';

const ROOT = path.resolve(__dirname, '../../../..');

/** The example portal, for tests of what its configuration and its catalog make of the plugin. */
export interface ExamplePortal {
  /** Of its app-config.yaml what concerns pages and actions. */
  config: { app: object; backend: object };
  entities: Entity[];
}

/** Reads the files that it is made of. */
export function readExamplePortal(): ExamplePortal {
  const text = readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8');
  const { app, backend, catalog } = parse(text);
  return {
    config: { app, backend: { actions: backend.actions } },
    entities: catalog.locations.flatMap(readLocation),
  };
}

function readLocation({ target }: { target: string }): Entity[] {
  // As the backend finds them, from its own folder.
  const file = path.resolve(ROOT, 'packages/backend', target);
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
    const entity = document.toJS() as Entity;
    const metadata = { namespace: 'default', ...entity.metadata };
    return { ...entity, metadata };
  });
}
