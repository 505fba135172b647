import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  loadConnection,
  PERSISTENT_VOLUME_CLAIM,
  Transport,
} from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { parse } from 'yaml';
import { Agent } from '../src/__testUtils__/Agent';
import { readExamplePortal } from '../src/__testUtils__/readExamplePortal';
import { runTemplate } from '../src/__testUtils__/runTemplate';
import type { DesktopReport } from '../src/actions/desktopSchema';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const run = randomBytes(4).toString('hex');
const namespace = `agents-${run}`;
/** The kind of desktop that the example template of the scaffolder asks for. */
const template = 'desktop-gpu';
const EXAMPLE = path.join(
  __dirname,
  `../../../examples/templates/${template}.yaml`,
);
const RENDER_FARM = 'component:default/render-farm';

const alice = mockCredentials.user.header('user:default/alice');

let transport: Transport;
let rights: PortalRights;
let portal: Portal;
let agent: Agent;

const backend = () => new URL(portal.baseUrl).origin;

/** Asks, as an agent does, until a desktop is in a phase; again whenever the portal says that something changed. */
const reached = (desktop: string, phase: DesktopReport['phase']) =>
  portal.until(async () => {
    const found = await agent.desktop('vdi.get-desktop', { desktop });
    return found.phase === phase ? found : undefined;
  });

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'agents-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(VDITEMPLATE, parse(await readFile(EXAMPLE, 'utf8')));
  portal = await startPortal(
    {
      kubernetes: { kubeconfig: rights.kubeconfig },
      namespace,
      operator: { namespace, leaseName: 'vdi-operator' },
    },
    [mcpPlugin, scaffolderPlugin],
    readExamplePortal().config,
  );
  agent = await Agent.connect(backend(), alice);
});

afterAll(async () => {
  await agent?.close();
  await portal?.stop();
  await rights?.remove();
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

it('lets an agent request a desktop, wait for it, extend and stop it', async () => {
  const made = await agent.desktop('vdi.request-desktop', {
    template,
    timeout: '1h',
    idempotencyKey: 'agent-1',
  });
  const { id: desktop } = made;
  expect(made.phase).not.toBe('Running');

  const running = await reached(desktop, 'Running');
  expect(running).toMatchObject({
    state: 'Running',
    sentence: expect.stringMatching(/^Stops at /),
    address: expect.stringMatching(/^https:\/\/alice-/),
  });

  await agent.desktop('vdi.extend-desktop', { desktop, by: '2h' });
  const extended = await portal.until(async () => {
    const found = await agent.desktop('vdi.get-desktop', { desktop });
    return found.stopsAt?.time !== running.stopsAt?.time ? found : undefined;
  });
  const gained =
    Date.parse(extended.stopsAt!.time) - Date.parse(running.stopsAt!.time);
  expect(gained).toBe(2 * 3_600_000);

  await agent.desktop('vdi.stop-desktop', { desktop });
  const stopped = await portal.until(async () => {
    const found = await agent.desktop('vdi.get-desktop', { desktop });
    return found.state === 'Stopped' ? found : undefined;
  });
  expect(stopped).not.toHaveProperty('address');

  await agent.desktop('vdi.start-desktop', { desktop });
  await reached(desktop, 'Running');
});

it('gives whoever runs the template a desktop for the component that they chose', async () => {
  const { status, output } = await runTemplate(backend(), alice, {
    templateRef: 'template:default/request-gpu-desktop',
    values: { entity: RENDER_FARM, title: 'Scene 4', memory: '8Gi' },
  });
  expect(status).toBe('completed');

  const { desktops } = await agent.call<{ desktops: DesktopReport[] }>(
    'vdi.list-desktops',
    { entityRef: RENDER_FARM },
  );
  expect(desktops).toEqual([
    expect.objectContaining({ title: 'Scene 4', owner: 'user:default/alice' }),
  ]);
  const [{ id, page }] = desktops;
  expect(output?.links).toContainEqual(
    expect.objectContaining({ title: 'Open Scene 4', url: page }),
  );
  await reached(id, 'Running');

  const { items } = await transport.list(VDISESSION, { namespace });
  const made = items.find(({ metadata }) => id.endsWith(`/${metadata?.name}`));
  expect(made).toMatchObject({
    spec: { entityRef: RENDER_FARM, userRef: 'user:default/alice' },
  });
});

it('leads whoever runs the template again to the desktop that they have, and the next one to its files', async () => {
  const entity = 'component:default/portal';
  const ask = async (memory: string) => {
    const { output } = await runTemplate(backend(), alice, {
      templateRef: 'template:default/request-gpu-desktop',
      values: { entity, memory },
    });
    const { items } = await portal
      .as('user:default/alice')
      .listSessions({ entityRef: entity });
    expect(items).toHaveLength(1);
    return { desktop: items[0], text: output?.text };
  };
  const homeOf = async ({ name }: SessionView) => {
    const homes = await transport.list(PERSISTENT_VOLUME_CLAIM, {
      namespace,
      labelSelector: `vdi.kasm.io/session=${name}`,
    });
    return homes.items.map(({ metadata }) => metadata?.uid);
  };

  const first = await ask('8Gi');
  const again = await ask('16Gi');
  expect(again.desktop.uid).toBe(first.desktop.uid);
  expect(again.text).toMatchObject([{ title: 'You have one already' }]);

  const home = await portal.until(async () => {
    const found = await homeOf(first.desktop);
    return found.length ? found : undefined;
  });
  await portal.as('user:default/alice').deleteSession(first.desktop);
  await portal.until(async () => {
    const { items } = await portal
      .as('user:default/alice')
      .listSessions({ entityRef: entity });
    return items.length === 0 || undefined;
  });
  const next = await ask('16Gi');
  expect(next.desktop.uid).not.toBe(first.desktop.uid);
  expect(next.desktop.resources.memory).toBe('16Gi');
  expect(await homeOf(next.desktop)).toEqual(home);
});
