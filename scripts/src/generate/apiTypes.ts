import path from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { root } from '../folders';
import type { Generated } from './Generated';

/** The description of the session API, from the root of the checkout. */
export const API_SPEC = 'plugins/vdi-backend/src/openapi/openapi.yaml';

/** The types of the session API's requests and answers, from its description. */
export async function apiTypes(): Promise<Generated> {
  const types = await openapiTS(pathToFileURL(path.join(root, API_SPEC)), {
    // Who asks may leave out what has a default.
    defaultNonNullable: false,
  });
  return {
    path: path.join(root, 'plugins/vdi-common/src/generated/api.ts'),
    content: `// Generated from ${API_SPEC} by \`npm run generate\`. Do not edit.\n${astToString(types)}`,
  };
}
