import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { root } from '../folders';
import { API_SPEC } from './apiTypes';
import type { Generated } from './Generated';

const page = path.join(root, 'docs/api.md');

/** What is below it in the page is made from the description of the API. */
const MARKER = `<!-- From here on made from ${API_SPEC} by \`npm run generate\`. -->`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Schema {
  $ref?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema: Schema;
}

interface Part {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema: Schema; example?: unknown }>;
}

interface Operation {
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: Part;
  responses: Record<string, Part>;
}

type PathItem = { parameters?: Parameter[] } & {
  [method in (typeof METHODS)[number]]?: Operation;
};

interface Spec {
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema> };
}

/** `docs/api.md`, with its reference as the description of the API says. */
export async function apiReference(): Promise<Generated> {
  const spec: Spec = parse(await readFile(path.join(root, API_SPEC), 'utf8'));
  const [written] = (await readFile(page, 'utf8')).split(MARKER);
  const content = [
    written.trimEnd(),
    MARKER,
    '## Reference',
    ...operationsOf(spec),
    '## Objects',
    ...schemasOf(spec),
  ].join('\n\n');
  const style = await resolveConfig(page);
  return {
    path: page,
    content: await format(content, { ...style, filepath: page }),
  };
}

function operationsOf(spec: Spec): string[] {
  return Object.entries(spec.paths).flatMap(([where, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method];
      return operation
        ? describeOperation(spec, `${method.toUpperCase()} ${where}`, {
            ...operation,
            parameters: [
              ...(item.parameters ?? []),
              ...(operation.parameters ?? []),
            ],
          })
        : [];
    }),
  );
}

function describeOperation(
  spec: Spec,
  name: string,
  operation: Operation,
): string[] {
  const { summary, description, parameters = [], requestBody } = operation;
  const found = parameters.map(it => resolve(spec, it));
  const json = Object.entries(requestBody?.content ?? {});
  return [
    `### \`${name}\``,
    summary,
    ...(description ? [description] : []),
    ...table(
      ['Parameter', 'In', 'What'],
      found.map(it => [
        `\`${it.name}\``,
        it.in,
        sentences(it.description, constraints(spec, it.schema)),
      ]),
    ),
    ...json.flatMap(([type, { schema, example }]) => [
      `Body, \`${type}\`: ${typeOf(schema)}`,
      ...(example === undefined ? [] : [fence(example)]),
    ]),
    ...table(
      ['Status', 'What'],
      Object.entries(operation.responses).map(([status, it]) => {
        const answer = resolve(spec, it);
        const bodies = Object.entries(answer.content ?? {}).map(
          ([type, { schema }]) =>
            type === 'application/json'
              ? typeOf(schema)
              : `\`${type}\`: ${typeOf(schema)}`,
        );
        return [status, sentences(answer.description, bodies.join(' or '))];
      }),
    ),
  ];
}

function schemasOf(spec: Spec): string[] {
  return Object.entries(spec.components.schemas).flatMap(([name, schema]) =>
    schema.properties
      ? [
          `### ${name}`,
          ...(schema.description ? [schema.description] : []),
          ...table(['Field', 'Type', 'What'], fieldsOf(spec, schema)),
        ]
      : [],
  );
}

/** A row for each field, those of its objects included: `resources.memory`. */
function fieldsOf(spec: Spec, schema: Schema, prefix = ''): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const row = [
      `\`${prefix}${name}\`${schema.required?.includes(name) ? '' : ' ?'}`,
      typeOf(field),
      sentences(field.description, constraints(spec, field)),
    ];
    return [row, ...fieldsOf(spec, field, `${prefix}${name}.`)];
  });
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

/** What a value has to be like, in words. */
function constraints(spec: Spec, schema: Schema): string {
  const { description, $ref } = schema;
  const of = $ref ? resolve(spec, schema) : schema;
  const said = $ref && !of.properties && of.description !== description;
  return [
    ...(said && of.description ? [`Must be ${of.description}`] : []),
    ...(of.enum ? [of.enum.map(it => `\`${it}\``).join(', ')] : []),
    ...(of.minimum === undefined ? [] : [`At least ${of.minimum}`]),
    ...(of.maximum === undefined ? [] : [`At most ${of.maximum}`]),
    ...(of.default === undefined ? [] : [`Default: ${of.default}`]),
  ].join('. ');
}

function resolve<T extends { $ref?: string }>(spec: Spec, part: T): T {
  if (!part.$ref) return part;
  const steps = part.$ref.slice(2).split('/');
  return steps.reduce(
    (found, step) => (found as Record<string, object>)[step],
    spec as object,
  ) as T;
}

function table(head: string[], rows: string[][]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
  ];
}

function fence(example: unknown): string {
  return `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``;
}

/** Texts that are there, each ended. */
function sentences(...texts: (string | undefined)[]): string {
  return texts
    .filter(Boolean)
    .map(text => `${text!.trim().replace(/\.$/, '')}.`)
    .join(' ');
}
