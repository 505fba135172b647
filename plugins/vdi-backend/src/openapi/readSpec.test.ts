import Ajv from 'ajv/dist/2020';
import { createRouter, type RouterOptions } from '../router/createRouter';
import { readSpec } from './readSpec';
import { specPatterns } from './specPatterns';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Json = Record<string, any>;

const spec: Json = readSpec();

const operations = Object.entries<Json>(spec.paths).flatMap(([path, item]) =>
  METHODS.filter(method => item[method]).map(method => ({
    name: `${method} ${path}`,
    operation: item[method] as Json,
  })),
);

/** The routes of the router, as the description writes paths. */
function routes(): string[] {
  const options = { spec, checkAnswers: false } as unknown as RouterOptions;
  return createRouter(options).stack.flatMap(({ route }: Json) =>
    route
      ? Object.keys(route.methods).map(
          method => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
        )
      : [],
  );
}

/** Follows a reference within the description. */
const resolved = (part: Json): Json =>
  part.$ref
    ? part.$ref
        .slice(2)
        .split('/')
        .reduce((found: Json, name: string) => found[name], spec)
    : part;

it('describes every route, and there is a route for everything described', () => {
  expect(routes().sort()).toEqual(operations.map(({ name }) => name).sort());
});

it('has an example of every body, and each is as its schema says', () => {
  const ajv = new Ajv({ strict: false }).addSchema(spec, 'spec');
  const bodies = operations.flatMap(({ name, operation }) =>
    Object.entries<Json>({
      request: operation.requestBody ?? {},
      ...operation.responses,
    }).flatMap(([which, part]) =>
      Object.entries<Json>(resolved(part).content ?? {}).map(
        ([type, { schema, example }]) => ({
          body: `${which} of ${name} as ${type}`,
          schema: JSON.parse(
            JSON.stringify(schema).replaceAll('"#/', '"spec#/'),
          ),
          example,
        }),
      ),
    ),
  );
  for (const { body, schema, example } of bodies) {
    const fits = example !== undefined && ajv.validate(schema, example);
    expect({ body, fits, errors: fits ? null : ajv.errors }).toEqual({
      body,
      fits: true,
      errors: null,
    });
  }
});

it('tells of every operation what it is for, and how it refuses what nobody could ask', () => {
  for (const { name, operation } of operations) {
    expect({ name, ...operation }).toMatchObject({
      operationId: expect.stringMatching(/^[A-Z][A-Za-z]+$/),
      summary: expect.stringMatching(/\.$/),
      responses: {
        // A parameter that there is not.
        '400': expect.anything(),
        '401': expect.anything(),
        '503': expect.anything(),
      },
    });
  }
});

it('has words for each pattern that a text must match', () => {
  const patterns = [
    ...JSON.stringify(spec).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g),
  ];
  const words = specPatterns(readSpec());
  expect(patterns.map(([, text]) => JSON.parse(text)).sort()).toEqual(
    [...words.keys()].sort(),
  );
});
