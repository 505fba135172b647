import { randomBytes } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { loadConnection, NAMESPACE, Transport } from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import {
  SessionsClient,
  VDISESSION,
  VDITEMPLATE,
} from '@backstage-vdi/operator';
import {
  eachSession,
  type SessionView,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { letGo } from './letGo';
import { ClusterWrites } from '../src/desktops/ClusterWrites';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const run = randomBytes(4).toString('hex');
const namespace = `sessions-${run}`;
const template = `sessions-${run}`;

let transport: Transport;
let rights: PortalRights;
/** Two replicas of one portal. */
let one: Portal;
let other: Portal;

const start = () =>
  startPortal({
    kubernetes: { kubeconfig: rights.kubeconfig },
    namespace,
    // Nothing but the API changes sessions here: versions stay as they are.
    operator: { enabled: false },
  });
const alice = (portal = one) => portal.as('user:default/alice');

/** All there are, or the one that is meant, as the cluster has them. */
const stored = async () =>
  (await transport.list(VDISESSION, { namespace })).items as VDISession[];
const asStored = async ({ uid }: SessionView) =>
  (await stored()).find(({ metadata }) => metadata.uid === uid);

/** Has a session be gone. */
async function remove({ metadata: { name } }: VDISession): Promise<void> {
  const ref = { namespace, name };
  await transport.delete(VDISESSION, ref);
  await letGo(transport, ref);
}

/** Waits until a replica has heard of as many sessions of this suite. */
const untilHas = (portal: Portal, count: number) =>
  portal.until(async () => {
    const { items } = await alice(portal).listSessions({ template });
    return items.length === count || undefined;
  });

/** Has a session run, as the operator does, and waits until both replicas heard of it. */
async function runs(session: SessionView): Promise<void> {
  await transport.patch(
    VDISESSION,
    { ...session, subresource: 'status' },
    { type: 'merge', body: { status: { phase: 'Running' } } },
  );
  for (const portal of [one, other]) {
    await portal.until(async () => {
      const { items } = await alice(portal).listSessions({ phase: 'Running' });
      return items.some(({ uid }) => uid === session.uid) || undefined;
    });
  }
}

/** The codes of those that were refused. */
const refusals = (attempts: PromiseSettledResult<unknown>[]) =>
  attempts.flatMap(attempt =>
    attempt.status === 'rejected' ? [attempt.reason.body.error.code] : [],
  );

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'sessions-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(NAMESPACE, { metadata: { name: namespace } });
  await transport.create(VDITEMPLATE, {
    metadata: { name: template },
    spec: {
      displayName: 'Desk',
      image: 'example/desk:1',
      runtime: { type: 'novnc' },
      timeout: { default: '4h', max: '24h' },
    },
  });
  [one, other] = await Promise.all([start(), start()]);
});

afterEach(async () => {
  await Promise.all((await stored()).map(remove));
  await Promise.all([one, other].map(portal => untilHas(portal, 0)));
});

afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()]);
  await rights?.remove();
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

describe('an Idempotency-Key', () => {
  const request = (portal: Portal, title?: string, key = 'k') =>
    alice(portal).createSession({ template, title }, { idempotencyKey: key });

  it('makes one desktop of one request, whichever replicas it reaches at once', async () => {
    const answers = await Promise.all(
      [one, other, one, other, one, other].map(portal => request(portal)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await stored()).toHaveLength(1);
    expect(answers[0].title).toBe('Desk');
  });

  it('makes one, also where another of the same template goes at that moment', async () => {
    const taken = await alice().createSession({ template });
    await untilHas(other, 1);
    const first = request(one);
    const gone = asStored(taken).then(it => it && remove(it));
    const [{ uid }] = await Promise.all([first, gone]);
    expect((await request(other)).uid).toBe(uid);
    expect(await stored()).toHaveLength(1);
  });

  it('is refused by the other replica when it comes with another body', async () => {
    await request(one);
    const attempts = await Promise.allSettled([
      request(one, 'Another'),
      request(other, 'Another'),
    ]);
    expect(attempts).toMatchObject(
      Array(2).fill({ status: 'rejected', reason: { statusCode: 422 } }),
    );
    expect(refusals(attempts)).toEqual(
      Array(2).fill('VDI_IDEMPOTENCY_KEY_REUSED'),
    );
    expect(await stored()).toHaveLength(1);
  });

  it('lets one of two bodies win that come with it at once', async () => {
    const attempts = await Promise.allSettled([
      request(one, 'This'),
      request(other, 'That'),
    ]);
    expect(refusals(attempts)).toEqual(['VDI_IDEMPOTENCY_KEY_REUSED']);
    expect(await stored()).toHaveLength(1);
  });

  it('makes a new desktop of the same name when the one that it made is gone', async () => {
    const made = await request(one);
    await untilHas(other, 1);
    const [session] = await stored();
    await remove(session);
    // Whether it heard of that or not.
    const next = await request(other);
    expect(next.name).toBe(made.name);
    expect(next.uid).not.toBe(made.uid);
  });

  it("is one's own", async () => {
    await request(one);
    await other
      .as('user:default/bob')
      .createSession({ template }, { idempotencyKey: 'k' });
    expect(await stored()).toHaveLength(2);
  });
});

it('gives two requests without a key two desktops, by two replicas', async () => {
  const made = await Promise.all(
    [one, other].map(portal => alice(portal).createSession({ template })),
  );
  expect(made.map(({ title }) => title).sort()).toEqual(['Desk 1', 'Desk 2']);
});

it('makes all of many desktops that one person asks for at once, by two replicas', async () => {
  const made = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      alice(n % 2 ? one : other).createSession({ template }),
    ),
  );
  expect(new Set(made.map(({ uid }) => uid)).size).toBe(60);
  expect(await stored()).toHaveLength(60);
});

it('lets one of several win who decided on the same version', async () => {
  const made = await alice().createSession({ template });
  await untilHas(other, 1);
  const attempts = await Promise.allSettled(
    [one, other, one].map((portal, n) =>
      alice(portal).updateSession(
        made,
        { title: `Title ${n}` },
        { ifMatch: made.etag },
      ),
    ),
  );
  expect(refusals(attempts)).toEqual([
    'VDI_CHANGED_MEANWHILE',
    'VDI_CHANGED_MEANWHILE',
  ]);
  await expect(
    alice(other).deleteSession(made, { ifMatch: made.etag }),
  ).rejects.toMatchObject({ statusCode: 412 });
  const [{ metadata }] = await stored();
  expect(metadata).not.toHaveProperty('deletionTimestamp');
});

it('counts each of several who give a desktop more time at once', async () => {
  const made = await alice().createSession({ template });
  await runs(made);
  await Promise.all(
    [one, other, one, other].map(portal =>
      alice(portal).extendSession(made, { by: '1h' }),
    ),
  );
  expect((await asStored(made))?.spec.timeout).toBe('8h');
});

describe('a desktop that was deleted, and made anew under its name', () => {
  let old: VDISession;
  let now: SessionView;

  beforeEach(async () => {
    await alice().createSession({ template, title: 'Old' });
    [old] = await stored();
    await remove(old);
    await untilHas(one, 0);
    now = await alice().createSession({ template, title: 'Now' });
  });

  it('is neither changed nor deleted by a replica that has not heard of it', async () => {
    expect(now.name).toBe(old.metadata.name);
    const logger = mockServices.logger.mock();
    const client = new SessionsClient({ transport, logger });
    const late = new ClusterWrites({ transport, client, logger });
    const change = { spec: { running: false } };
    await expect(late.changeSession(old, change)).rejects.toMatchObject({
      code: 'VDI_REPLACED',
    });
    const { resourceVersion } = old.metadata;
    await expect(
      late.changeSession(old, change, resourceVersion),
    ).rejects.toMatchObject({ code: 'VDI_CHANGED_MEANWHILE' });
    await late.deleteSession(old);
    const [{ metadata, spec }] = await stored();
    expect(metadata).not.toHaveProperty('deletionTimestamp');
    expect(spec.running).toBe(true);
  });

  it('is refused to who decided on the old one', async () => {
    const changed = alice().updateSession(
      now,
      { title: 'New' },
      { ifMatch: `"${old.metadata.resourceVersion}"` },
    );
    await expect(changed).rejects.toMatchObject({ statusCode: 412 });
  });
});

it('stops and starts a desktop by either replica, also one that has not heard of the last change', async () => {
  const made = await alice().createSession({ template });
  await untilHas(other, 1);
  for (let n = 0; n < 5; n += 1) {
    await alice(one).stopSession(made);
    await alice(other).startSession(made);
    expect((await asStored(made))?.spec.running).toBe(true);
    await alice(one).stopSession(made);
    expect((await asStored(made))?.spec.running).toBe(false);
    await alice(other).restartSession(made);
    expect((await asStored(made))?.spec.running).toBe(true);
  }
});

it('changes, extends and restarts a desktop', async () => {
  const made = await alice().createSession({ template });
  const changed = await alice().updateSession(made, {
    title: 'Scene 5',
    homeSize: '20Gi',
  });
  expect(changed).toMatchObject({ title: 'Scene 5', homeSize: '20Gi' });
  await expect(alice().extendSession(made)).rejects.toMatchObject({
    statusCode: 409,
    body: { error: { code: 'VDI_NOT_RUNNING' } },
  });
  await runs(made);
  expect(await alice().extendSession(made, { by: '72h' })).toMatchObject({
    timeout: '24h',
  });
  await expect(alice(other).extendSession(made)).rejects.toMatchObject({
    statusCode: 409,
    body: { error: { code: 'VDI_AT_LIMIT' } },
  });
  await alice().restartSession(made);
  expect((await asStored(made))?.metadata.annotations).toMatchObject({
    'vdi.kasm.io/active-at': expect.stringMatching(/Z$/),
    'vdi.kasm.io/restarted-at': expect.stringMatching(/Z$/),
  });
});

it('makes no new version where nothing is changed', async () => {
  const made = await alice().createSession({ template });
  expect((await alice().startSession(made)).etag).toBe(made.etag);
});

it('gives each desktop once, page by page, by either replica', async () => {
  const made: SessionView[] = [];
  for (let n = 0; n < 5; n += 1) {
    made.push(await alice().createSession({ template, title: `Desk ${n}` }));
  }
  await untilHas(other, 5);
  let asked = 0;
  const turns = {
    listSessions: (query?: object) => {
      asked += 1;
      return alice(asked % 2 ? one : other).listSessions(query);
    },
  };
  const found: string[] = [];
  for await (const { uid } of eachSession(turns, { template, limit: 2 }))
    found.push(uid);
  expect(found).toEqual(made.map(({ uid }) => uid).reverse());
  expect(asked).toBe(3);
});
