import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { type Cluster, startCluster } from '@backstage-vdi/cluster';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type {
  ClusterState,
  SessionRef,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { startPortal, type Portal } from './portal';
import { grantPortalRights, type PortalRights } from './portalRights';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const CRDS = path.resolve(__dirname, '../../../charts/vdi-operator/crds');
const run = randomBytes(4).toString('hex');
const namespace = `clusters-${run}`;
/** In both clusters, and in the second one alone. */
const [shared, alone] = [`shared-${run}`, `alone-${run}`];

/** A cluster, as its administrator sees it. */
interface Side {
  transport: Transport;
  rights: PortalRights;
}

/** The second one, which is stopped and comes back. */
let cluster: Cluster;
let one: Side;
let two: Side;
/** Of the portal's service account in the second cluster. */
let token: string;
let portal: Portal;
/** What the portal logged, each with its fields. */
const logged: string[] = [];

/** A logger that keeps everything. */
function keepingLogger(meta: object = {}) {
  const keep = (message: string, fields?: object) => {
    logged.push(`${message} ${JSON.stringify({ ...meta, ...fields })}`);
  };
  return {
    error: keep,
    warn: keep,
    info: keep,
    debug: keep,
    child: (more: object) => keepingLogger({ ...meta, ...more }),
  };
}

async function setUp(kubeconfig: string, templates: string[]): Promise<Side> {
  const connection = await loadConnection({ kubeconfig });
  const transport = new Transport(connection, { userAgent: 'clusters-test/0' });
  const rights = await grantPortalRights(transport, kubeconfig);
  for (const name of templates) {
    await transport.create(VDITEMPLATE, {
      metadata: { name },
      spec: {
        displayName: 'Desk',
        image: 'example/desk:1',
        runtime: { type: 'novnc' },
        persistence: { retain: false },
      },
    });
  }
  return { transport, rights };
}

/** The first by a kubeconfig, the second as Backstage's Kubernetes plugin has it. */
function start(): Promise<Portal> {
  const vdi = {
    namespace,
    clusters: [
      {
        name: 'one',
        domain: 'one.vdi.localhost',
        kubernetes: { kubeconfig: one.rights.kubeconfig },
      },
      {
        name: 'two',
        domain: 'two.vdi.localhost',
        kubernetes: { clusterName: 'second' },
      },
    ],
    operator: { namespace, leaseName: 'vdi-operator' },
  };
  const second = {
    name: 'second',
    url: cluster.server,
    caFile: cluster.caFile,
    authProvider: 'serviceAccount',
    serviceAccountToken: token,
  };
  const clusterLocatorMethods = [{ type: 'config', clusters: [second] }];
  const logger = createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => keepingLogger(),
  });
  return startPortal(vdi, [logger], { kubernetes: { clusterLocatorMethods } });
}

const alice = () => portal.as('user:default/alice');
const running = (ref: SessionRef) =>
  portal.until(async () => {
    const session = await alice().getSession(ref);
    return session.phase === 'Running' ? session : undefined;
  });
const placeOf = ({ cluster: of, name }: Omit<SessionRef, 'namespace'>) =>
  `${of}/${name}`;

/** The list, once the first cluster is read and the second one in this state: nothing tells that it is. */
async function once(state: ClusterState['state']) {
  for (;;) {
    const list = await alice().listSessions();
    const [first, second] = list.clusters;
    if (first.state === 'ok' && second.state === state) {
      return { ...list, second };
    }
    await setTimeout(100);
  }
}

/** Our templates; those of other files may be there too. */
async function offered(): Promise<string[]> {
  const { items } = await alice().listTemplates();
  return items
    .filter(({ name }) => name.endsWith(run))
    .map(placeOf)
    .sort();
}

/** Until when usage is recorded, by cluster. */
async function watched(): Promise<Map<string, number>> {
  const { coverage } = await alice().getUsage();
  return new Map(coverage.map(it => [it.cluster, Date.parse(it.until)]));
}

const unavailable = {
  statusCode: 503,
  body: { error: { code: 'VDI_CLUSTER_UNAVAILABLE' } },
};

beforeAll(async () => {
  cluster = await startCluster({
    name: 'api-test-second',
    node: 'kwok',
    nodes: 1,
    log: line => process.stderr.write(`   ${line}\n`),
  });
  await cluster.apply(CRDS);
  one = await setUp(administrator, [shared]);
  two = await setUp(cluster.kubeconfig, [shared, alone]);
  const account = ['--namespace=backstage', 'backstage'];
  await cluster.kubectl(['create', 'serviceaccount', ...account]);
  token = (await cluster.kubectl(['create', 'token', ...account])).trim();
  portal = await start();
  await once('ok');
  // A cluster is started.
}, 600_000);

afterAll(async () => {
  await portal?.stop();
  await one?.rights.remove();
  await one?.transport.delete(VDITEMPLATE, { name: shared });
  if (one) await removeNamespace(one.transport, namespace, VDISESSION);
  await Promise.all([one, two].map(side => side?.transport.close()));
  await cluster?.down();
});

let inOne: SessionView;
let inTwo: SessionView;

it('offers the templates of both, and makes desktops where they are wanted', async () => {
  expect(await offered()).toEqual([
    `one/${shared}`,
    `two/${alone}`,
    `two/${shared}`,
  ]);
  inOne = await alice().createSession({ template: shared });
  inTwo = await alice().createSession({ template: shared, cluster: 'two' });
  expect(placeOf(inTwo)).toBe(`two/${inOne.name}`);
  expect(inOne.cluster).toBe('one');
  const urls = await Promise.all([inOne, inTwo].map(running));
  expect(
    urls.map(({ url = '' }) => new URL(url).host.split(/\.(.*)/)[1]),
  ).toEqual(['one.vdi.localhost', 'two.vdi.localhost']);
  const stored = await two.transport.list(VDISESSION, { namespace });
  expect(stored.items.map(({ metadata }) => metadata?.uid)).toEqual([
    inTwo.uid,
  ]);
});

it('changes one of two of the same name, by its own version', async () => {
  const { etag } = await alice().getSession(inTwo);
  const changed = await alice().updateSession(
    inTwo,
    { title: 'Elsewhere' },
    { ifMatch: etag },
  );
  expect(changed).toMatchObject({ cluster: 'two', title: 'Elsewhere' });
  expect((await alice().getSession(inOne)).title).toBe('Desk 1');
});

describe('while one of them is down', () => {
  beforeAll(async () => {
    while (!(await watched()).has('two')) await setTimeout(500);
    await cluster.kill('kube-apiserver');
  });

  it('has its desktops as they were, and says since when', async () => {
    const { items, second } = await once('stale');
    expect(second.message).toMatch(/cannot be reached at the moment/);
    expect(Date.parse(second.since ?? '')).toBeLessThanOrEqual(Date.now());
    expect(items.map(it => [placeOf(it), it.stale, it.phase]).sort()).toEqual([
      [placeOf(inOne), undefined, 'Running'],
      [placeOf(inTwo), true, 'Running'],
    ]);
    expect(await alice().getSession(inTwo)).toMatchObject({ stale: true });
    await expect(alice().stopSession(inTwo)).rejects.toMatchObject(unavailable);
  });

  it('goes on with the other, whose desktops start and whose changes are told', async () => {
    const another = await alice().createSession({ template: shared });
    expect(another.cluster).toBe('one');
    await running(another);
    await alice().deleteSession(another);
    await portal.until(async () => {
      const { items } = await alice().listSessions({ cluster: 'one' });
      return items.length === 1 || undefined;
    });
  });

  it('records what is used in the other', async () => {
    const down = Date.now();
    let seen = await watched();
    while ((seen.get('one') ?? 0) <= down) {
      await setTimeout(500);
      seen = await watched();
    }
    expect(seen.get('two')).toBeLessThan(down);
  });

  it('starts anew without it, and says what is not known', async () => {
    await portal.stop();
    portal = await start();
    const { items, second } = await once('unavailable');
    expect(second.message).toMatch(/cannot be reached at the moment/);
    expect(items.map(placeOf)).toEqual([placeOf(inOne)]);
    expect(await offered()).toEqual([`one/${shared}`]);
    for (const attempt of [
      alice().getSession(inTwo),
      alice().listSessions({ cluster: 'two' }),
      alice().createSession({ template: alone }),
    ]) {
      await expect(attempt).rejects.toMatchObject(unavailable);
    }
    await alice().stopSession(inOne);
  });
});

// Half a minute may pass before a watch is tried again.
it('finds everything again when it is back', async () => {
  await cluster.restart('kube-apiserver');
  const { items } = await once('ok');
  expect(items.map(it => [placeOf(it), it.stale]).sort()).toEqual([
    [placeOf(inOne), undefined],
    [placeOf(inTwo), undefined],
  ]);
  expect(await running(inTwo)).toMatchObject({
    uid: inTwo.uid,
    title: 'Elsewhere',
  });
  const made = await alice().createSession({ template: alone });
  await running(made);
  for (const session of [inOne, inTwo, made]) {
    await alice().deleteSession(session);
  }
  await portal.until(async () => {
    const left = await alice().listSessions();
    return left.items.length === 0 || undefined;
  });
}, 300_000);

it('logged of which cluster it is, once, and nothing secret', () => {
  const trouble = logged.filter(line =>
    /vdisessions cannot be read/.test(line),
  );
  // Of each of the two portals.
  expect(trouble).toHaveLength(2);
  for (const line of trouble) expect(line).toContain('"cluster":"two"');
  expect(logged.join('\n')).not.toContain(token);
});
