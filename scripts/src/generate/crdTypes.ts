import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { parse } from 'yaml';
import { root } from '../folders';
import type { Generated } from './Generated';

const crdFolder = path.join(root, 'charts/vdi-operator/crds');
const target = path.join(root, 'plugins/vdi-common/src/generated');

type CustomResourceDefinition = {
  metadata: { name: string };
  spec: {
    names: { kind: string };
    versions: Array<{ schema: { openAPIV3Schema: JSONSchema } }>;
  };
};

/** What Kubernetes adds to JSON schema, said in JSON schema. */
function toJsonSchema(schema: JSONSchema): JSONSchema {
  // Bounds of length are left out: they would become tuples of every length.
  const { anyOf, properties, items, additionalProperties, maxItems, ...rest } =
    schema;
  if (schema['x-kubernetes-int-or-string']) {
    return { description: schema.description, type: ['integer', 'string'] };
  }
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [
          name,
          toJsonSchema(value),
        ]),
      ),
    }),
    ...(items && { items: toJsonSchema(items as JSONSchema) }),
    additionalProperties:
      typeof additionalProperties === 'object'
        ? toJsonSchema(additionalProperties)
        : schema['x-kubernetes-preserve-unknown-fields'] === true,
  };
}

async function typesOf(file: string): Promise<Generated> {
  const crd = parse(
    await readFile(path.join(crdFolder, file), 'utf8'),
  ) as CustomResourceDefinition;
  const { kind } = crd.spec.names;
  const schema = toJsonSchema(crd.spec.versions[0].schema.openAPIV3Schema);
  schema.properties!.metadata = { tsType: 'ObjectMeta' };
  schema.required = ['metadata', 'spec'];
  const content = await compile(schema, kind, {
    bannerComment: `// Generated from charts/vdi-operator/crds/${file} by \`npm run generate\`. Do not edit.\nimport type { ObjectMeta } from '../objectMeta';`,
    style: { singleQuote: true },
    additionalProperties: false,
  });
  return { path: path.join(target, `${kind}.ts`), content };
}

/** The types of the Kubernetes API, from the CRDs. */
export async function crdTypes(): Promise<Generated[]> {
  const files = (await readdir(crdFolder)).sort();
  return Promise.all(files.map(typesOf));
}
