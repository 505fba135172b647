import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types';
import { parse } from 'yaml';

/** The description of the session API. */
export type Spec = OpenAPIV3.DocumentV3_1;

/** Reads the description of the session API, from where it is in the checkout and in the published package alike. */
export function readSpec(): Spec {
  const path = resolvePackagePath(
    '@backstage-vdi/plugin-vdi-backend',
    'src/openapi/openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'));
}
