import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { mockCredentials } from '@backstage/backend-test-utils';
import { loadConnection, NAMESPACE, Transport } from '@backstage-vdi/kube';
import { FaultProxy, removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { SessionView, VDISession } from '@backstage-vdi/plugin-vdi-common';
import { stringify } from 'yaml';
import { letGo } from './letGo';
import { startPortal, type Portal } from './portal';

const kubeconfig = process.env.VDI_TEST_KUBECONFIG ?? '';
const name = `bad-way-${randomBytes(4).toString('hex')}`;
const namespace = name;
const template = name;

let transport: Transport;
let folder: string;
/** Between the portal that is asked and the API server. */
let proxy: FaultProxy;
let portal: Portal;
/** Another replica, whose way is a good one. */
let other: Portal;

const alice = (of = portal) => of.as('user:default/alice');
const stored = async () =>
  (await transport.list(VDISESSION, { namespace })).items as VDISession[];
const vdi = (config: string) => ({
  kubernetes: { kubeconfig: config },
  namespace,
  operator: { enabled: false },
});

/** A request as it is written here: clients would mend its path. */
const send = (method: string, at: string, body?: string) =>
  new Promise<{ status: number; error: { code?: string; message?: string } }>(
    (resolve, reject) => {
      const { hostname, port, pathname } = new URL(portal.baseUrl);
      const sent = request(
        {
          hostname,
          port,
          method,
          path: `${pathname}${at}`,
          agent: false,
          headers: {
            authorization: mockCredentials.user.header('user:default/alice'),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
        },
        async answer => {
          const { error = {} } = JSON.parse((await text(answer)) || '{}');
          resolve({ status: answer.statusCode ?? 0, error });
        },
      );
      // The answer to a body that is too long may come before all of it went.
      sent.on('error', reject);
      sent.end(body);
    },
  );

/** Waits until a replica has heard of as many of Alice's desktops here. */
const has = (count: number, replica = portal) =>
  replica.until(async () => {
    const { items } = await alice(replica).listSessions({ template });
    return items.length === count || undefined;
  });

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig });
  transport = new Transport(connection, { userAgent: 'bad-way-test/0' });
  proxy = await FaultProxy.start(connection);
  folder = await mkdtemp(path.join(tmpdir(), 'vdi-'));
  const byProxy = path.join(folder, 'kubeconfig');
  const { server } = proxy.connection;
  const config = {
    'current-context': 'proxy',
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'proxy' } }],
    clusters: [{ name: 'proxy', cluster: { server } }],
    users: [{ name: 'proxy', user: {} }],
  };
  await writeFile(byProxy, stringify(config));
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
  portal = await startPortal(vdi(byProxy));
  other = await startPortal(vdi(kubeconfig));
});

afterEach(async () => {
  proxy.clear();
  for (const { metadata } of await stored()) {
    const ref = { namespace, name: metadata.name };
    await transport.delete(VDISESSION, ref);
    await letGo(transport, ref);
  }
  await Promise.all([portal, other].map(each => has(0, each)));
});

afterAll(async () => {
  await Promise.all([portal?.stop(), other?.stop()]);
  await proxy?.close();
  await rm(folder, { recursive: true });
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

it('makes one desktop of a request whose answer was lost, and that is sent again to another replica', async () => {
  proxy.add({
    match: ({ method, path: at }) =>
      method === 'POST' && at.endsWith('/vdisessions'),
    times: 1,
    do: 'dropReply',
  });
  const options = { idempotencyKey: 'lost' };
  await expect(
    alice().createSession({ template }, options),
  ).rejects.toMatchObject({
    statusCode: 503,
    body: {
      error: {
        code: 'VDI_CLUSTER_UNAVAILABLE',
        message: expect.stringContaining('Whether the change was made'),
      },
    },
  });
  const again = [
    await alice(other).createSession({ template }, options),
    await alice().createSession({ template }, options),
  ];
  const [{ metadata }, ...more] = await stored();
  expect(more).toEqual([]);
  expect(again.map(({ uid }) => uid)).toEqual([metadata.uid, metadata.uid]);
});

describe('a replica that hears nothing more from the cluster', () => {
  let made: SessionView;

  beforeEach(async () => {
    made = await alice().createSession({ template });
    await transport.patch(
      VDISESSION,
      { ...made, subresource: 'status' },
      { type: 'merge', body: { status: { phase: 'Running' } } },
    );
    await Promise.all(
      [portal, other].map(each =>
        each.until(async () => {
          const wanted = { template, phase: 'Running' as const };
          const { items } = await alice(each).listSessions(wanted);
          return items.length > 0 || undefined;
        }),
      ),
    );
    proxy.interrupt(({ isWatch }) => isWatch, 'blackhole');
    await alice(other).extendSession(made, { by: '1h' });
  });

  afterEach(() => {
    proxy.interrupt(({ isWatch }) => isWatch, 'reset');
  });

  it('adds to what a desktop has now', async () => {
    expect((await alice().getSession(made)).timeout).toBe('4h');
    const { timeout } = await alice().extendSession(made, { by: '1h' });
    expect(timeout).toBe('6h');
  });

  it('starts one that another replica has stopped', async () => {
    await alice(other).stopSession(made);
    await alice().startSession(made);
    const [{ spec }] = await stored();
    expect(spec.running).toBe(true);
  });

  it('holds a change to the version that was read elsewhere', async () => {
    const { etag } = await alice(other).getSession(made);
    const patch = { title: 'Scene 5' };
    await expect(
      alice().updateSession(made, patch, { ifMatch: made.etag }),
    ).rejects.toMatchObject({ statusCode: 412 });
    await alice().updateSession(made, patch, { ifMatch: etag });
    const [{ metadata }] = await stored();
    expect(metadata.annotations).toMatchObject({
      'vdi.kasm.io/title': 'Scene 5',
    });
  });

  it('changes nothing of another that got the name', async () => {
    const [{ metadata }] = await stored();
    const ref = { namespace, name: metadata.name };
    await transport.delete(VDISESSION, ref);
    await letGo(transport, ref);
    await has(0, other);
    const next = await alice(other).createSession({ template });
    expect(next.name).toBe(made.name);
    await expect(alice().stopSession(made)).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { code: 'VDI_REPLACED' } },
    });
    await alice().deleteSession(made);
    const [{ metadata: left, spec }] = await stored();
    expect(left).toMatchObject({ uid: next.uid });
    expect(left).not.toHaveProperty('deletionTimestamp');
    expect(spec.running).toBe(true);
  });
});

it('reads from memory while the API server is down, says so, and refuses changes for a while', async () => {
  const made = await alice().createSession({ template });
  proxy.add({ match: () => true, do: 'reset' });
  proxy.interrupt(() => true, 'reset');
  const list = () => alice().listSessions({ template });
  while ((await list()).clusters[0].state !== 'stale') {
    // Time passes, and nothing else happens.
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  expect(await list()).toMatchObject({
    items: [{ uid: made.uid, stale: true }],
    clusters: [{ state: 'stale', since: expect.any(String) }],
  });
  expect(await alice().getSession(made)).toMatchObject({ stale: true });

  const at = `${portal.baseUrl}/v1/sessions/default/${namespace}/${made.name}`;
  const headers = {
    authorization: mockCredentials.user.header('user:default/alice'),
    connection: 'close',
  };
  for (const answer of [
    await fetch(`${at}/stop`, { method: 'POST', headers }),
    await fetch(at, { method: 'DELETE', headers }),
  ]) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const { error } = await answer.json();
    expect(error.code).toBe('VDI_CLUSTER_UNAVAILABLE');
    expect(error.message).not.toContain(proxy.connection.server);
  }
  proxy.clear();
  while ((await list()).clusters[0].state !== 'ok') {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  expect(await alice().getSession(made)).not.toHaveProperty('stale');
  await alice().stopSession(made);
});

describe('what is no name', () => {
  it.each([
    ['a path', 'a%2Fb'],
    ['the folder above', '..'],
    ['the folder above, encoded', '%2e%2e'],
    ['a way out', '..%2F..%2F..%2Fapi%2Fv1%2Fsecrets'],
    ['half an encoding', '%E0%A4%A'],
    ['a zero', 'a%00b'],
    ['another script', encodeURIComponent('桌面-😀')],
    ['300 characters', 'x'.repeat(300)],
    ['a prototype', '__proto__'],
  ])('finds nothing: %s', async (_, what) => {
    await alice().createSession({ template });
    await has(1);
    const before = await stored();
    const asked = proxy.requests.length;
    for (const [method, at, body] of [
      ['GET', `/v1/sessions/default/${namespace}/${what}`],
      ['DELETE', `/v1/sessions/default/${namespace}/${what}`],
      ['POST', `/v1/sessions/default/${namespace}/${what}/stop`],
      ['PATCH', `/v1/sessions/default/${what}/a`, '{"title":"A"}'],
      ['GET', `/v1/sessions/${what}/${namespace}/a/events`],
    ]) {
      const { status, error } = await send(method, at, body);
      expect([400, 404, 405]).toContain(status);
      expect(error.message).toEqual(expect.any(String));
    }
    expect(await stored()).toEqual(before);
    const changes = proxy.requests
      .slice(asked)
      .filter(({ method }) => method !== 'GET');
    expect(changes).toEqual([]);
  });
});

it('reads no body of 1 MB, and makes nothing of it', async () => {
  const body = JSON.stringify({ template, title: 'x'.repeat(1_000_000) });
  const { status, error } = await send('POST', '/v1/sessions', body);
  expect(status).toBe(413);
  expect(error.code).toBe('VDI_BODY_TOO_LARGE');
  expect(await stored()).toEqual([]);
});
