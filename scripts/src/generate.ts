/**
 * `npm run generate`: makes the TypeScript types of the Kubernetes API from the CRDs.
 * With `--check` nothing is written; the exit code is 1 when a file is out of date.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { parse } from 'yaml';
import { root } from './folders';

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

async function generateTypes(file: string) {
  const crd = parse(
    await readFile(path.join(crdFolder, file), 'utf8'),
  ) as CustomResourceDefinition;
  const { kind } = crd.spec.names;
  const schema = toJsonSchema(crd.spec.versions[0].schema.openAPIV3Schema);
  schema.properties!.metadata = { tsType: 'ObjectMeta' };
  schema.required = ['metadata', 'spec'];
  const code = await compile(schema, kind, {
    bannerComment: `// Generated from charts/vdi-operator/crds/${file} by \`npm run generate\`. Do not edit.\nimport type { ObjectMeta } from '../objectMeta';`,
    style: { singleQuote: true },
    additionalProperties: false,
  });
  return { path: path.join(target, `${kind}.ts`), code };
}

async function main() {
  const check = process.argv.includes('--check');
  const stale: string[] = [];
  for (const file of (await readdir(crdFolder)).sort()) {
    const generated = await generateTypes(file);
    const present = await readFile(generated.path, 'utf8').catch(() => '');
    if (present === generated.code) continue;
    stale.push(path.relative(root, generated.path));
    if (!check) await writeFile(generated.path, generated.code);
  }
  if (check && stale.length) {
    throw new Error(
      `${stale.join(', ')} does not match the CRDs. Run \`npm run generate\` and commit the result.`,
    );
  }
  if (stale.length) process.stdout.write(`written: ${stale.join(', ')}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
