import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  LEASE,
  type Lease,
  loadConnection,
  Transport,
} from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { CHILDREN, VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { SessionRef, SessionView } from '@backstage-vdi/plugin-vdi-common';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const run = randomBytes(4).toString('hex');
const namespace = `portal-${run}`;
const template = `portal-${run}`;
const LEASE_NAME = 'vdi-operator';

let transport: Transport;
let rights: PortalRights;
let portal: Portal;

const start = () =>
  startPortal({
    kubernetes: { kubeconfig: rights.kubeconfig },
    namespace,
    // The lease that the manifest gives rights on.
    operator: { namespace, leaseName: LEASE_NAME },
  });
const leader = async () => {
  const ref = { namespace: 'backstage', name: LEASE_NAME };
  const { spec } = await transport.get<Lease>(LEASE, ref);
  return spec?.holderIdentity;
};
const alice = () => portal.as('user:default/alice');
const bob = () => portal.as('user:default/bob');

/** Waits until one of Alice's sessions is in a phase. */
const reached = (ref: SessionRef, phase: SessionView['phase']) =>
  portal.until(async () => {
    const session = await alice().getSession(ref);
    return session.phase === phase ? session : undefined;
  });

/** Waits until Alice has no session of this name. */
const gone = ({ name }: SessionRef) =>
  portal.until(async () => {
    const { items } = await alice().listSessions();
    return items.every(item => item.name !== name) || undefined;
  });

/** What there is in the namespace of the kinds that a session is made of. */
async function children(): Promise<string[]> {
  const lists = await Promise.all(
    [VDISESSION, ...Object.values(CHILDREN)].map(async resource => {
      const { items } = await transport.list(resource, { namespace });
      return items.map(({ metadata }) => `${resource.kind}/${metadata?.name}`);
    }),
  );
  return lists.flat().sort();
}

/** The session is gone first; the garbage collector takes the rest, and tells nobody. */
async function nothingLeft(): Promise<void> {
  while ((await children()).length > 0) await setTimeout(50);
}

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'portal-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(VDITEMPLATE, {
    metadata: { name: template },
    spec: {
      displayName: 'Desk',
      image: 'example/desk:1',
      runtime: { type: 'novnc' },
      persistence: { retain: false },
      timeout: { default: '4h' },
    },
  });
  portal = await start();
});

afterAll(async () => {
  await portal?.stop();
  await rights?.remove();
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

it('makes a desktop, shows it, and leaves nothing behind', async () => {
  const made = await alice().createSession({ template, title: 'Scene 4' });
  expect(made).toMatchObject({
    namespace,
    title: 'Scene 4',
    owner: { user: 'alice@example.com', userRef: 'user:default/alice' },
    timeout: '4h',
    homeKept: false,
  });
  const { items } = await alice().listSessions();
  expect(items.map(({ uid }) => uid)).toEqual([made.uid]);

  const running = await reached(made, 'Running');
  expect(running.url).toMatch(/^https:\/\/alice-[a-z2-7]{10}\.vdi\.localhost/);
  expect(running.stopsAt?.reason).toBe('TimeLimit');
  expect(await children()).toHaveLength(5);

  await alice().deleteSession(made);
  const left = (await alice().listSessions()).items.map(({ phase }) => phase);
  // Nothing where the operator was quicker.
  expect(left).not.toContain('Running');
  await gone(made);
  await nothingLeft();
});

it('gives two requests of the same moment two desktops', async () => {
  const made = await Promise.all([
    alice().createSession({ template }),
    alice().createSession({ template }),
  ]);
  expect(made.map(({ title }) => title).sort()).toEqual(['Desk 1', 'Desk 2']);
  await Promise.all(made.map(session => alice().deleteSession(session)));
  await Promise.all(made.map(gone));
});

it("hides one's desktops from others and keeps them when the portal starts anew", async () => {
  const made = await alice().createSession({ template });
  expect((await bob().listSessions()).items).toEqual([]);
  for (const attempt of [bob().getSession(made), bob().deleteSession(made)]) {
    await expect(attempt).rejects.toMatchObject({ statusCode: 404 });
  }
  const before = await reached(made, 'Running');

  await portal.stop();
  portal = await start();
  expect(await alice().getSession(made)).toEqual(before);

  await alice().deleteSession(made);
  await gone(made);
});

it('shows what was made with kubectl to the owner of its address', async () => {
  const ref = { cluster: 'default', namespace, name: 'by-hand' };
  // The portal learns whose address it is when its owner asks for anything.
  await alice().listSessions();
  await transport.create(VDISESSION, {
    metadata: { namespace, name: ref.name },
    spec: { user: 'Alice@example.com', template: 'missing' },
  });
  const session = await portal.until(async () => {
    const { items } = await alice().listSessions();
    return items.find(({ reason }) => reason === 'TemplateNotFound');
  });
  expect(session).toMatchObject({ title: 'by-hand', phase: 'Pending' });
  await alice().deleteSession(ref);
  await gone(ref);
});

it('makes desktops by one of two replicas, whichever was asked, and by the other when that stops', async () => {
  const holder = await leader();
  const second = await start();
  expect(await leader()).toBe(holder);
  const made = await second
    .as('user:default/alice')
    .createSession({ template });
  const running = await reached(made, 'Running');
  expect(await second.as('user:default/alice').getSession(made)).toEqual(
    running,
  );

  await portal.stop();
  portal = second;
  const another = await alice().createSession({ template });
  await reached(another, 'Running');
  expect(await leader()).not.toBe(holder);
  await Promise.all(
    [made, another].map(async session => {
      await alice().deleteSession(session);
      await gone(session);
    }),
  );
});

it('refuses what the cluster would not take, and makes nothing', async () => {
  await nothingLeft();
  await expect(
    alice().createSession({ template: 'missing' }),
  ).rejects.toMatchObject({
    statusCode: 400,
    body: { error: { field: 'template' } },
  });
  await expect(
    portal.as(`user:default/${'x'.repeat(250)}`).createSession({ template }),
  ).rejects.toMatchObject({ statusCode: 400 });
  expect(await children()).toEqual([]);
});
