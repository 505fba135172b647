import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { readSpec } from '../openapi/readSpec';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import type { ActionOptions } from './ActionOptions';
import { addActions } from './addActions';

const spec = readSpec();

function create() {
  const registry = actionsRegistryServiceMock();
  const sessions = {
    list: jest.fn().mockResolvedValue({ items: [], clusters: [] }),
    create: jest.fn(),
    get: jest.fn(),
    start: jest.fn(),
    stop: jest.fn(),
    restart: jest.fn(),
    extend: jest.fn(),
    update: jest.fn(),
    delete: jest.fn(),
  };
  const callerWith = jest.fn(async credentials => ({
    userRef: 'user:default/alice',
    ownershipRefs: [],
    credentials,
  }));
  const options: ActionOptions = {
    registry,
    identity: {
      callerWith,
      callerOf: jest.fn(),
      ownerNamed: jest.fn(),
      ownersNamed: jest.fn(),
    },
    access: { decide: jest.fn() },
    sessions,
    desktops: new MemoryDesktops(),
    spec,
    desktopsUrl: '/desktops',
  };
  addActions(options);
  return { registry, sessions, callerWith };
}

it('asks for whoever calls, with the service that calls for them', async () => {
  const { registry, sessions, callerWith } = create();
  const credentials: BackstageCredentials = mockCredentials.user(
    'user:default/alice',
    { actor: { subject: 'plugin:mcp-actions' } },
  );
  await registry.invoke({
    id: 'test:list-desktops',
    input: { owner: 'me' },
    credentials,
  });
  expect(callerWith).toHaveBeenCalledWith(credentials);
  expect(sessions.list).toHaveBeenCalledWith(
    expect.objectContaining({ credentials }),
    { owner: 'me', limit: 20 },
  );
});

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean;
  pattern?: string;
  $ref?: string;
};

/** What bounds a value, without what is said of it and with its parts in one order. */
function boundsOf(schema: JsonSchema): unknown {
  const resolved = schema.$ref
    ? spec.components?.schemas?.[schema.$ref.split('/').pop() ?? '']
    : schema;
  const {
    description: _,
    default: _usual,
    ...bounds
  } = resolved as Record<string, unknown> & JsonSchema;
  const { pattern, properties } = bounds;
  // As a regular expression writes it.
  if (pattern) bounds.pattern = new RegExp(pattern).source;
  if (!properties) return bounds;
  const parts = Object.entries(properties).map(([name, part]) => [
    name,
    boundsOf(part),
  ]);
  return { ...bounds, properties: Object.fromEntries(parts) };
}

describe('what actions take', () => {
  const inputOf = async (name: string) => {
    const { actions } = await create().registry.list();
    const schema = actions.find(it => it.name === name)?.schema.input;
    const { $schema: _, ...input } = schema as Record<string, unknown>;
    return boundsOf(input as JsonSchema) as {
      properties: Record<string, unknown>;
    };
  };
  const described = (name: string) =>
    boundsOf({ $ref: `#/components/schemas/${name}` }) as object;

  it('is for a request what the session API takes, and its Idempotency-Key', async () => {
    const { properties, ...input } = await inputOf('request-desktop');
    const { idempotencyKey, ...request } = properties;
    expect({ ...input, properties: request }).toEqual(
      described('SessionRequest'),
    );
    expect(idempotencyKey).toEqual(described('IdempotencyKey'));
  });

  it('is for more time what the session API takes', async () => {
    const { properties } = await inputOf('extend-desktop');
    const { desktop: _, ...extension } = properties;
    expect({ properties: extension }).toMatchObject({
      properties: { by: described('Duration') },
    });
  });

  it.each([
    ['owner', 'OwnerFilter'],
    ['template', 'TemplateName'],
    ['phase', 'Phase'],
    ['entityRef', 'EntityRef'],
    ['cluster', 'ClusterName'],
  ])(
    'is for the filter %s of a list what the session API takes',
    async (filter, schema) => {
      const { properties } = await inputOf('list-desktops');
      expect(properties[filter]).toEqual(described(schema));
    },
  );
});
