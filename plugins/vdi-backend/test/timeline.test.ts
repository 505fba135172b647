import { randomBytes } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type {
  SessionView,
  Timeline,
  TimelineEntry,
} from '@backstage-vdi/plugin-vdi-common';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const run = randomBytes(4).toString('hex');
const namespace = `timeline-${run}`;
const [template, nowhere] = [`timeline-${run}`, `nowhere-${run}`];
const ALICE = 'user:default/alice';

let transport: Transport;
let rights: PortalRights;
let portal: Portal;

/** An answer of the session API about a session, to Alice or whoever else asks. */
const ask = (
  { cluster, namespace: of, name }: SessionView,
  path: string,
  userRef = ALICE,
) =>
  fetch(`${portal.baseUrl}/v1/sessions/${cluster}/${of}/${name}/${path}`, {
    headers: {
      authorization: mockCredentials.user.header(userRef),
      connection: 'close',
    },
  });

const timelineOf = async (session: SessionView, search = '') =>
  (await (await ask(session, `events${search}`)).json()) as Timeline;

/** A desktop of Alice's from this template, once its timeline has an entry with each of these reasons. */
async function desktop(
  from: string,
  ...reasons: string[]
): Promise<SessionView> {
  const api = portal.as(ALICE);
  const made = await api.createSession({ template: from });
  // Kubernetes tells nobody that it told something. Whatever changes the session wakes this, and it changes until it runs.
  for (;;) {
    const { items } = await timelineOf(made);
    const told = new Set(items.map(({ reason }) => reason));
    if (reasons.every(reason => told.has(reason))) return made;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'timeline-test/0' });
  rights = await grantPortalRights(transport, administrator);
  const spec = {
    displayName: 'Desk',
    image: 'example/desk:1',
    runtime: { type: 'novnc' },
    persistence: { retain: false },
  };
  await transport.create(VDITEMPLATE, { metadata: { name: template }, spec });
  await transport.create(VDITEMPLATE, {
    metadata: { name: nowhere },
    spec: { ...spec, nodeSelector: { 'example.com/no': 'node' } },
  });
  portal = await startPortal({
    kubernetes: { kubeconfig: rights.kubeconfig },
    namespace,
    operator: { namespace, leaseName: 'vdi-operator' },
  });
});

afterAll(async () => {
  await portal?.stop();
  await rights?.remove();
  for (const name of [template, nowhere]) {
    await transport.delete(VDITEMPLATE, { name });
  }
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

describe('a desktop that runs', () => {
  let session: SessionView;

  beforeAll(async () => {
    // The scheduler tells of its part when it likes.
    session = await desktop(template, 'Running', 'Scheduled');
  });

  it('has a timeline of its start, newest first, each step of it once', async () => {
    const { items, incomplete } = await timelineOf(session);
    expect(incomplete).toBeUndefined();
    const titles = items.map(({ title }) => title);
    const isPlace = (title: string) => /^A place was found on /.test(title);
    expect(titles.filter(isPlace)).toHaveLength(1);
    // What the cluster tells of the home volume may come at any time: simulated nodes need none.
    expect(titles.indexOf('Ready to open')).toBeGreaterThanOrEqual(0);
    expect(titles.indexOf('Ready to open')).toBeLessThan(
      titles.findIndex(isPlace),
    );
    expect(titles.at(-1)).toMatch(/^Requested/);
    // From the scheduler.
    expect(items).toContainEqual(
      expect.objectContaining({
        reason: 'Scheduled',
        message: expect.stringContaining('Successfully assigned'),
      }),
    );
  });

  it('gives it page by page', async () => {
    // What the cluster tells of the home volume may come between two pages.
    const isOfDesktop = ({ kind }: TimelineEntry) => kind !== 'home';
    const { items } = await timelineOf(session);
    const first = await timelineOf(session, '?limit=1');
    const second = await timelineOf(
      session,
      `?limit=200&cursor=${first.nextCursor}`,
    );
    expect([...first.items, ...second.items].filter(isOfDesktop)).toEqual(
      items.filter(isOfDesktop),
    );
  });

  it('has a log that no simulated node can give, and says so', async () => {
    const answer = await ask(session, 'logs?tail=10');
    expect(answer.status).toBe(503);
    expect((await answer.json()).error.message).toMatch(
      /^The node that the desktop is on does not answer/,
    );
  });

  it('is nothing that others may know of', async () => {
    for (const path of ['events', 'logs']) {
      const answer = await ask(session, path, 'user:default/bob');
      expect(answer.status).toBe(404);
    }
  });
});

it('tells of a desktop that finds no place why, in words and in the words of the scheduler', async () => {
  const session = await desktop(nowhere, 'FailedScheduling');
  const { items } = await timelineOf(session);
  expect(items).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      title: expect.stringMatching(
        /^(Waiting for a node|No place was found yet)/,
      ),
      message: expect.stringMatching(/nodes are available/),
    }),
  );
  const log = await ask(session, 'logs');
  expect(log.status).toBe(404);
  expect((await log.json()).error.code).toBe('VDI_NO_LOG');
});
