import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { parse, parseAllDocuments } from 'yaml';

const ROOT = path.resolve(__dirname, '../../../..');

/** What gives a portal's actions to agents and to templates of the scaffolder, as in the example portal. */
export const agentFeatures = [mcpPlugin, scaffolderPlugin];

/** The example portal's configuration. */
export function exampleConfig() {
  return parse(readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8'));
}

/** What is in the example portal's catalog. */
export function exampleEntities(): Entity[] {
  const { locations } = exampleConfig().catalog;
  return locations.flatMap(({ target }: { target: string }) => {
    // As the backend reads them, from its own folder.
    const file = path.resolve(ROOT, 'packages/backend', target);
    return parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
      const entity = document.toJS() as Entity;
      const metadata = { namespace: 'default', ...entity.metadata };
      return { ...entity, metadata };
    });
  });
}
