import {
  type BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { Agent } from '../__testUtils__/Agent';
import {
  policyFeatures,
  type Surroundings,
} from '../__testUtils__/policyFeatures';
import { readExamplePortal } from '../__testUtils__/readExamplePortal';
import { runTemplate } from '../__testUtils__/runTemplate';
import { createVdiPlugin } from '../plugin';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';

const RENDER_FARM = 'component:default/render-farm';
const ADDRESS = 'https://alice-abcdefghij.vdi.localhost';

const alice = mockCredentials.user.header('user:default/alice');
const bob = mockCredentials.user.header('user:default/bob');

/** The example portal with these desktops, and whoever policy lets in. */
async function startPortal(
  desktops: MemoryDesktops,
  surroundings: Surroundings = {},
) {
  const features: BackendFeature[] = [
    createVdiPlugin(() => desktops),
    mcpPlugin,
    scaffolderPlugin,
    ...policyFeatures({ ...readExamplePortal(), ...surroundings }),
    createServiceFactory({
      service: signalsServiceRef,
      deps: {},
      factory: () => ({ publish: async () => {} }),
    }),
  ];
  const portal = await startTestBackend({ features });
  const address = `http://localhost:${portal.server.port()}`;
  return { address, stop: () => portal.stop() };
}

const desktops = new MemoryDesktops();
let portal: Awaited<ReturnType<typeof startPortal>>;
let agent: Agent;
let another: Agent;

beforeAll(async () => {
  portal = await startPortal(desktops);
  agent = await Agent.connect(portal.address, alice);
  another = await Agent.connect(portal.address, bob);
});

afterAll(async () => {
  await Promise.all([agent?.close(), another?.close()]);
  await portal?.stop();
});

beforeEach(() => {
  desktops.reset(
    aTemplate('blender', { timeout: { default: '4h', max: '6h' } }),
    aTemplate('desktop-gpu', {
      displayName: 'GPU desktop',
      gpu: { resourceName: 'nvidia.com/gpu', sharing: 'none' },
      resources: { max: { gpu: 2, memory: '16Gi' } },
      timeout: { default: '8h', max: '12h' },
    }),
  );
});

const stored = (name: string): VDISession =>
  desktops.sessions().find(({ session }) => session.metadata.name === name)!
    .session;

/** What the operator does. */
function change(name: string, status: VDISession['status']) {
  desktops.put({ ...stored(name), status });
}

const running: VDISession['status'] = {
  phase: 'Running',
  url: ADDRESS,
  startTime: '2026-10-01T08:00:00Z',
  stopsAt: { time: '2026-10-01T12:00:00Z', reason: 'TimeLimit' },
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Running',
      message: 'Stops at 12:00: the 4 h limit of this template.',
      lastTransitionTime: '2026-10-01T08:00:00Z',
    },
  ],
};

describe('the tools of an agent', () => {
  it('are these, with their hints', async () => {
    const tools = await agent.tools();
    const hints = tools.map(({ name, annotations }) => [
      name,
      annotations?.readOnlyHint ? 'reads' : 'changes',
      annotations?.idempotentHint ? 'may be repeated' : 'adds',
      annotations?.destructiveHint ? 'destroys' : 'is harmless',
    ]);
    expect(hints).toEqual([
      ['vdi.list-desktop-templates', 'reads', 'may be repeated', 'is harmless'],
      ['vdi.list-desktops', 'reads', 'may be repeated', 'is harmless'],
      ['vdi.request-desktop', 'changes', 'adds', 'is harmless'],
      ['vdi.get-desktop', 'reads', 'may be repeated', 'is harmless'],
      ['vdi.start-desktop', 'changes', 'may be repeated', 'is harmless'],
      ['vdi.stop-desktop', 'changes', 'may be repeated', 'destroys'],
      ['vdi.extend-desktop', 'changes', 'adds', 'is harmless'],
    ]);
  });

  it('lead from a wish to a desktop and back', async () => {
    const { templates } = await agent.call<{ templates: object[] }>(
      'vdi.list-desktop-templates',
    );
    expect(templates).toContainEqual(
      expect.objectContaining({ name: 'blender', timeout: '4h' }),
    );

    const made = await agent.desktop('vdi.request-desktop', {
      template: 'blender',
      title: 'Scene 4',
    });
    const { id: desktop } = made;
    expect(made).toMatchObject({
      id: 'default/vdi-sessions/alice-blender-1',
      title: 'Scene 4',
      owner: 'user:default/alice',
      state: 'Starting',
      next: expect.stringContaining('get-desktop again'),
      page: 'http://localhost:3000/desktops/open/default/vdi-sessions/alice-blender-1',
    });
    expect(made).not.toHaveProperty('address');

    change('alice-blender-1', running);
    const ready = await agent.desktop('vdi.get-desktop', { desktop });
    expect(ready).toMatchObject({
      state: 'Running',
      sentence: 'Stops at 12:00: the 4 h limit of this template.',
      address: ADDRESS,
      stopsAt: { time: '2026-10-01T12:00:00Z', reason: 'TimeLimit' },
      next: expect.stringContaining('Give the person its address'),
    });

    const extended = await agent.desktop('vdi.extend-desktop', {
      desktop,
      by: '30m',
    });
    expect(extended.timeout).toBe('4h30m');
    expect(stored('alice-blender-1').spec.timeout).toBe('4h30m');

    const stopping = await agent.desktop('vdi.stop-desktop', { desktop });
    expect(stopping).toMatchObject({ state: 'Stopping', phase: 'Stopped' });
    expect(stopping).not.toHaveProperty('address');
    expect(stored('alice-blender-1').spec.running).toBe(false);

    change('alice-blender-1', { phase: 'Stopped' });
    const again = await agent.desktop('vdi.start-desktop', { desktop });
    expect(again.state).toBe('Starting');
    expect(stored('alice-blender-1').spec.running).toBe(true);
  });

  it('find the desktops of a catalog entity', async () => {
    desktops.put(aSession('for-nothing'));
    desktops.put(aSession('for-the-farm', { entityRef: RENDER_FARM }));
    const found = await agent.call<{ desktops: object[]; clusters: object[] }>(
      'vdi.list-desktops',
      { entityRef: RENDER_FARM },
    );
    expect(found).toEqual({
      desktops: [expect.objectContaining({ entityRef: RENDER_FARM })],
      clusters: [{ name: 'default', state: 'ok' }],
    });
  });

  it('give one desktop of a request that is made again', async () => {
    const input = { template: 'blender', idempotencyKey: 'task-1' };
    const made = await agent.desktop('vdi.request-desktop', input);
    const again = await agent.desktop('vdi.request-desktop', input);
    expect(again.id).toBe(made.id);
    await expect(
      agent.desktop('vdi.request-desktop', { ...input, title: 'Another' }),
    ).rejects.toThrow(
      `ConflictError: You have the desktop "${made.id.split('/').pop()}" (${made.id}) by this`,
    );
  });

  it.each<[string, object, string]>([
    [
      'request-desktop',
      { template: 'maya' },
      'InputError: template: there is no template "maya" that you can request. list-desktop-templates has those that there are.',
    ],
    [
      'request-desktop',
      { template: 'blender', timeout: '7h' },
      'InputError: timeout: is 7 h, and this template allows 6 h at most.',
    ],
    [
      'request-desktop',
      { template: 'blender', timeout: '8 hours' },
      'must be a Go duration such as 90m, 8h or 1h30m',
    ],
    ['request-desktop', { template: 'blender', gpu: 1 }, 'unrecognized_keys'],
    [
      'request-desktop',
      { template: 'blender', owner: 'user:default/bob' },
      'NotAllowedError: owner: only an administrator of desktops can request one for somebody else. Do not try again: tell the person.',
    ],
    [
      'get-desktop',
      { desktop: 'alice-blender-1' },
      'must be the id of a desktop, such as default/vdi-sessions/alice-blender-1',
    ],
    [
      'stop-desktop',
      { desktop: 'default/vdi-sessions/gone' },
      'NotFoundError: There is no desktop "gone" that you may see. list-desktops has those that there are.',
    ],
    [
      'extend-desktop',
      { desktop: 'default/vdi-sessions/alice-blender-1' },
      'ConflictError: The desktop "alice-blender-1" does not run, and has its whole time from when it does. get-desktop tells how it is; start-desktop starts it.',
    ],
  ])('%s of %j says what to do instead', async (tool, input, message) => {
    desktops.put(aSession());
    const asked = agent.call(`vdi.${tool}`, { ...input });
    await expect(asked).rejects.toThrow(message);
    expect(desktops.sessions()).toHaveLength(1);
  });

  it("do nothing with somebody else's desktops", async () => {
    desktops.put(aSession());
    const desktop = 'default/vdi-sessions/alice-blender-1';
    for (const tool of ['get', 'start', 'stop', 'extend']) {
      await expect(
        another.call(`vdi.${tool}-desktop`, { desktop }),
      ).rejects.toThrow('There is no desktop "alice-blender-1"');
    }
    const found = await another.call<{ desktops: [] }>('vdi.list-desktops');
    expect(found.desktops).toEqual([]);
    expect(stored('alice-blender-1').spec).toEqual(aSession().spec);
  });

  it('are refused to a service that acts for nobody', async () => {
    const service = mockCredentials.service.header();
    const stranger = await Agent.connect(portal.address, service);
    await expect(stranger.call('vdi.list-desktops')).rejects.toThrow(
      'NotAllowedError: Desktops belong to people.',
    );
    await stranger.close();
  });

  it('do what the policy allows, as everything else of the portal', async () => {
    const strict = await startPortal(desktops, {
      policy: {
        handle: async ({ permission }) => ({
          result:
            permission.name === 'vdi.session.create'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      },
    });
    const held = await Agent.connect(strict.address, alice);
    await expect(
      held.call('vdi.request-desktop', { template: 'blender' }),
    ).rejects.toThrow('NotAllowedError');
    expect(desktops.sessions()).toEqual([]);
    await held.close();
    await strict.stop();
  });
});

describe('the template request-gpu-desktop', () => {
  const run = (values: JsonObject) =>
    runTemplate(portal.address, alice, {
      templateRef: 'template:default/request-gpu-desktop',
      values: { entity: RENDER_FARM, ...values },
    });

  it('makes the desktop that its form asks for, and leads to it', async () => {
    const { status, output } = await run({
      title: 'Scene 4',
      gpus: 2,
      memory: '16Gi',
      timeout: '2h',
    });
    expect(status).toBe('completed');
    const [{ session }] = desktops.sessions();
    expect(session).toMatchObject({
      spec: {
        userRef: 'user:default/alice',
        user: 'alice@example.com',
        template: 'desktop-gpu',
        entityRef: RENDER_FARM,
        resources: { gpu: 2, memory: '16Gi' },
        timeout: '2h',
      },
    });
    expect(output?.links).toEqual([
      {
        title: 'Open Scene 4',
        icon: 'dashboard',
        url: `http://localhost:3000/desktops/open/default/vdi-sessions/${session.metadata.name}`,
      },
      { title: 'What it is for', icon: 'catalog', entityRef: RENDER_FARM },
    ]);
  });

  it('takes what its form leaves open from the template', async () => {
    const { status } = await run({});
    expect(status).toBe('completed');
    const [{ session }] = desktops.sessions();
    expect(session.metadata.annotations).not.toHaveProperty([
      'vdi.kasm.io/title',
    ]);
    expect(session.spec).toMatchObject({ entityRef: RENDER_FARM });
  });

  it('leads who asks again to the desktop that they have, and says that it is as it was', async () => {
    const first = await run({ title: 'Scene 4', memory: '8Gi' });
    const again = await run({ title: 'Scene 5', memory: '16Gi' });
    expect(again.status).toBe('completed');
    expect(again.output?.links?.[0]).toEqual(first.output?.links?.[0]);
    expect(first.output?.text).toEqual([]);
    expect(again.output?.text).toEqual([
      {
        title: 'You have one already',
        content: expect.stringMatching(
          /^"Scene 4" is yours for this already \(Starting\).* delete it on the Desktops page/,
        ),
      },
    ]);
    expect(again.output?.links).toContainEqual(
      expect.objectContaining({ title: 'Your desktops', url: '/desktops' }),
    );
    const [{ session }, ...others] = desktops.sessions();
    expect(others).toEqual([]);
    expect(session.spec.resources).toMatchObject({ memory: '8Gi' });
  });

  it('gives the files of the one that was deleted to the next, and to no other', async () => {
    const made = async (values: JsonObject) => {
      await run(values);
      const [{ session }] = desktops.sessions();
      desktops.remove(session);
      return session.metadata.name;
    };
    const name = await made({ memory: '8Gi' });
    expect(await made({ memory: '16Gi' })).toBe(name);
    expect(await made({ entity: 'component:default/portal' })).not.toBe(name);
  });

  it('makes nothing that the kind of desktop does not allow', async () => {
    const { status } = await run({ memory: '32Gi' });
    expect(status).toBe('failed');
    expect(desktops.sessions()).toEqual([]);
  });
});
