import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockCredentials } from '@backstage/backend-test-utils';
import { loadConnection, NAMESPACE, Transport } from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const GUIDE = path.resolve(__dirname, '../../../docs/api.md');
/** What parts the answers of its scripts. */
const END = '\f';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const namespace = `guide-${randomBytes(4).toString('hex')}`;
/** The template that the guide asks for. */
const template = { name: 'blender' };
const alice = 'user:default/alice';

let transport: Transport;
let rights: PortalRights;
let portal: Portal;

const sessions = async () =>
  (await transport.list(VDISESSION, { namespace })).items as VDISession[];

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'guide-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(NAMESPACE, { metadata: { name: namespace } });
  await transport.create(VDITEMPLATE, {
    metadata: template,
    spec: { displayName: 'Blender', image: 'example/blender:1' },
  });
  portal = await startPortal({
    kubernetes: { kubeconfig: rights.kubeconfig },
    namespace,
    // Nobody changes a desktop between two commands.
    operator: { enabled: false },
  });
});

afterAll(async () => {
  await portal?.stop();
  await rights?.remove();
  await transport.delete(VDITEMPLATE, template);
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

/** Runs all scripts of the guide in one shell, with an address and a token that are real. */
async function runScripts(): Promise<string[]> {
  const blocks = readFileSync(GUIDE, 'utf8').matchAll(/```sh\n([^]*?)```/g);
  const script = [...blocks]
    .map(([, commands]) => commands.replace(/^export .*\n/gm, ''))
    .join(`printf '${END}'\n`);
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-eu', '-o', 'pipefail', '-c', script],
    {
      env: {
        ...process.env,
        API: portal.baseUrl,
        TOKEN: mockCredentials.user.token(alice),
      },
    },
  );
  return stdout.split(END);
}

/** Has the desktop of the guide run, as the operator does. */
async function startDesktop(url: string): Promise<void> {
  const desktop = await portal.until(async () => {
    const { items } = await portal.as(alice).listSessions();
    return items.find(it => it.namespace === namespace);
  });
  await transport.patch(
    VDISESSION,
    { ...desktop, subresource: 'status' },
    { type: 'merge', body: { status: { phase: 'Running', url } } },
  );
}

it('has scripts that do what docs/api.md says, one after the other', async () => {
  const url = 'https://alice.vdi.example.com/';
  const [answers] = await Promise.all([runScripts(), startDesktop(url)]);
  const [templates, desktop, events, list, changed, deleted] = answers;

  const names = JSON.parse(templates).items.map(
    (it: typeof template) => it.name,
  );
  expect(names).toContain('blender');
  expect(desktop).toContain(`${url}\n`);
  expect(events).toMatch(/^20\S+Z Started by alice$/m);
  expect(events).toMatch(/^20\S+Z Requested by alice$/m);
  expect(events).toContain('VDI_NO_LOG');
  expect(events).toContain('from,to,user,');
  expect(list.split('\n')).toContain('Scene 4: Running');
  expect(JSON.parse(changed).title).toBe('Scene 5');
  expect(deleted).toBe('');
  const [{ metadata }] = await sessions();
  expect(metadata.deletionTimestamp).toBeDefined();
});
