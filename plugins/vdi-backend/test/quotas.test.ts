import { randomBytes } from 'node:crypto';
import {
  type KubeObject,
  loadConnection,
  NAMESPACE,
  Transport,
} from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { letGo } from './letGo';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const run = randomBytes(4).toString('hex');
const namespace = `quotas-${run}`;
const template = `quotas-${run}`;
const BOUND = 5;
const NOTE = {
  namespace: 'backstage',
  name: 'vdi-quotas',
};

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

let transport: Transport;
let rights: PortalRights;
/** Two replicas of one portal. */
let portals: Portal[];

const start = () =>
  startPortal({
    kubernetes: { kubeconfig: rights.kubeconfig },
    namespace,
    // Nothing but the API changes sessions here.
    operator: { enabled: false },
    quotas: { eachUser: { running: BOUND, homeSize: '200Gi' } },
  });
const by = (n: number, who = 'alice') =>
  portals[n % portals.length].as(`user:default/${who}`);
const stored = async () =>
  (await transport.list(VDISESSION, { namespace })).items;
const codesOf = (answers: PromiseSettledResult<SessionView>[]) =>
  answers.map(it =>
    it.status === 'fulfilled' ? 'made' : it.reason.body.error.code,
  );
const countsOf = (codes: string[]) =>
  codes.reduce<Record<string, number>>(
    (counts, code) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }),
    {},
  );

/** Waits until both replicas say that somebody uses so much. */
const known = (running: number, who?: string) =>
  Promise.all(
    portals.map((portal, n) =>
      portal.until(async () => {
        const { used } = await by(n, who).getQuota();
        return used.running === running || undefined;
      }),
    ),
  );

async function removeAll(): Promise<void> {
  for (const { metadata } of await stored()) {
    const ref = { namespace, name: `${metadata?.name}` };
    await letGo(transport, ref);
    await transport.delete(VDISESSION, ref);
  }
  await known(0);
}

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'quotas-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(NAMESPACE, { metadata: { name: namespace } });
  await transport.create(VDITEMPLATE, {
    metadata: { name: template },
    spec: {
      displayName: 'Desk',
      image: 'example/desk:1',
      runtime: { type: 'novnc' },
    },
  });
  portals = await Promise.all([start(), start()]);
  // Namespaces of other suites may still be ending, with desktops of the same people.
  await Promise.all(['alice', 'bob'].map(who => known(0, who)));
});

afterEach(removeAll);

afterAll(async () => {
  await Promise.all((portals ?? []).map(portal => portal.stop()));
  await rights?.remove();
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

it.each([1, 2, 3])(
  'makes as many as are allowed of 20 that two replicas are asked for at once (round %i)',
  async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => by(n).createSession({ template })),
    );
    expect(countsOf(codesOf(answers))).toEqual({
      made: BOUND,
      VDI_QUOTA_EXCEEDED: 20 - BOUND,
    });
    expect(await stored()).toHaveLength(BOUND);
  },
);

it('refuses nobody what others use', async () => {
  const asked = Array.from({ length: 2 * BOUND }, (_, n) =>
    by(n >> 1, n % 2 ? 'alice' : 'bob').createSession({ template }),
  );
  expect(codesOf(await Promise.allSettled(asked))).not.toContain(
    'VDI_QUOTA_EXCEEDED',
  );
  expect(await stored()).toHaveLength(2 * BOUND);
});

it('refuses nobody a desktop for the sake of the same request, whichever replicas it reaches', async () => {
  for (let n = 1; n < BOUND; n += 1) await by(0).createSession({ template });
  await known(BOUND - 1);
  const ask = (n: number) =>
    by(n).createSession({ template }, { idempotencyKey: 'key' });
  const answers = await Promise.allSettled([0, 1, 0, 1].map(ask));
  const codes = codesOf(answers);
  expect(codes).toContain('made');
  expect(codes).not.toContain('VDI_QUOTA_EXCEEDED');
  const again = await ask(0);
  expect(await stored()).toHaveLength(BOUND);
  const made = answers.flatMap(it =>
    it.status === 'fulfilled' ? [it.value.uid] : [],
  );
  expect(new Set(made)).toEqual(new Set([again.uid]));
});

it('counts a desktop again that is started, at either replica at once', async () => {
  const made: SessionView[] = [];
  for (let n = 0; n < BOUND + 3; n += 1) {
    const session = await by(n).createSession({ template });
    // The same replica: the other may not know of it yet.
    made.push(await by(n).stopSession(session));
  }
  await known(0);
  const started = await Promise.allSettled(
    made.map((session, n) => by(n).startSession(session)),
  );
  expect(countsOf(codesOf(started)).made).toBe(BOUND);
  const running = (await stored()).filter(
    it => (it as { spec?: { running?: boolean } }).spec?.running,
  );
  expect(running).toHaveLength(BOUND);
});

it('keeps nothing reserved when all is made, and gives back what failed', async () => {
  await Promise.all([0, 1].map(n => by(n).createSession({ template })));
  await known(2);
  // Each later one tidies up behind the one before.
  await expect(
    by(0, 'x'.repeat(250)).createSession({ template }),
  ).rejects.toMatchObject({ statusCode: 400 });
  await Promise.all(portals.map(portal => portal.stop()));
  const note = await transport.get<ConfigMap>(
    {
      group: '',
      version: 'v1',
      plural: 'configmaps',
      kind: 'ConfigMap',
      namespaced: true,
    },
    NOTE,
  );
  expect(note.data?.reservations).toBe('{}');
  portals = await Promise.all([start(), start()]);
});
