import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { buildService } from '../src/children/buildService';
import {
  rendererOf,
  ROUTING_KINDS,
  type RoutingKind,
} from '../src/routes/rendererOf';
import { readSettings, type Settings } from '../src/settings';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

/** Somebody else's object of each kind, as small as the API server takes it. */
const FOREIGN: Record<RoutingKind, object> = {
  ingressroute: {
    routes: [{ kind: 'Rule', match: 'Host(`other.example.com`)' }],
  },
  ingress: {
    defaultBackend: { service: { name: 'other', port: { number: 80 } } },
  },
};

/** What somebody may do to a route, by what of it. */
const CHANGES: Record<RoutingKind, Array<[part: string, change: object]>> = {
  ingressroute: [
    [
      'rule',
      { spec: { routes: [{ kind: 'Rule', match: 'PathPrefix(`/`)' }] } },
    ],
    ['more', { spec: { parentRefs: [{ name: 'mine' }] } }],
  ],
  ingress: [
    ['rule', { spec: { rules: [{ host: 'mine.example.com' }] } }],
    ['class', { spec: { ingressClassName: 'mine' } }],
    [
      'more',
      {
        spec: {
          defaultBackend: { service: { name: 'mine', port: { number: 80 } } },
        },
      },
    ],
    [
      'annotations',
      {
        metadata: {
          annotations: {
            'traefik.ingress.kubernetes.io/router.priority': '9',
            'traefik.ingress.kubernetes.io/router.tls': null,
          },
        },
      },
    ],
  ],
};

describe.each(ROUTING_KINDS)('a route of kind %s', routingKind => {
  const routes = rendererOf({ routingKind });
  const { plural } = routes.resource;
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  /** Long enough that no start is slow on any machine: what is counted are the writes after it. */
  const settingsWith = (some: Partial<Settings> = {}): Settings => ({
    ...readSettings({}),
    namespace: ns.name,
    progressAfter: 60_000,
    leaderElection: false,
    routingKind,
    ...some,
  });
  const start = async (some?: Partial<Settings>) => {
    run = await runOperator(ns.connection, settingsWith(some));
  };

  beforeAll(async () => {
    ns = await TestNamespace.create(routingKind);
    template = await ns.template();
  });
  beforeEach(() => start());
  afterEach(() => run.stop());
  afterAll(() => ns.remove());

  async function desktop(name: string, of = template) {
    await ns.session(name, { template: of });
    await ns.untilPhase(name, 'Running');
    await ns.until(() => ns.get('route', name) && ns.get('service', name));
    run.writes.length = 0;
  }

  /** What the settings make of a session. */
  function wanted(
    name: string,
    some: Partial<Settings> = {},
    scheme: 'http' | 'https' = 'http',
  ) {
    const session = ns.get('session', name) as unknown as VDISession;
    const of = settingsWith(some);
    const host = session.status?.host ?? '';
    const route = routes.build(session, scheme, host, of);
    const annotations = routes.serviceAnnotations(session, scheme, of);
    const service = buildService(session, annotations);
    return { route, annotations: service.metadata.annotations };
  }

  const seen = (name: string) => {
    const { metadata, spec } = ns.get('route', name) as Any;
    const { annotations, labels } = metadata ?? {};
    return { annotations, labels, spec };
  };
  const partsOf = ({ metadata, spec }: { metadata: object; spec: object }) => {
    const { annotations, labels } = metadata as Record<string, object>;
    return { annotations, labels, spec };
  };

  const routeWrites = () => run.writes.filter(it => it.endsWith(plural));

  /** Resolves when so many of these writes were taken. */
  async function untilWritten(write: string, count = 1) {
    while (run.writes.filter(it => it === write).length < count) {
      await run.untilWrites(run.writes.length + 1);
    }
  }

  it('is one of five writes, and goes with its session', async () => {
    await run.operator.client.createSession({
      metadata: { namespace: ns.name, name: 'five' },
      spec: { user: 'alice@example.com', template },
    });
    await ns.untilPhase('five', 'Running');
    await run.untilWrites(6);
    expect([...run.writes].sort()).toEqual(
      [
        'create vdisessions',
        'create persistentvolumeclaims',
        'create services',
        `create ${plural}`,
        'create pods',
        'patch vdisessions/status',
      ].sort(),
    );
    expect(seen('five')).toEqual(partsOf(wanted('five').route));
    await ns.deleteSession('five');
    await ns.untilGone({ route: ['five'] });
  });

  it.each(CHANGES[routingKind])(
    'is put right with one write: its %s',
    async (part, body) => {
      const name = `changed-${part}`;
      await desktop(name);
      const before = seen(name);
      const changed = await ns.transport.patch<Any>(
        routes.resource,
        { namespace: ns.name, name },
        { type: 'merge', body },
      );
      await untilWritten(`patch ${plural}`);
      await ns.until(() => {
        const { resourceVersion } = ns.get('route', name)?.metadata ?? {};
        return (
          Number(resourceVersion) > Number(changed.metadata?.resourceVersion)
        );
      });
      expect(seen(name)).toEqual(before);
      expect(routeWrites()).toEqual([`patch ${plural}`]);
    },
  );

  it('is made again when somebody deletes it', async () => {
    await desktop('deleted');
    const replaced = ns.untilReplaced('route', 'deleted');
    await ns.delete('route', 'deleted');
    await replaced;
    expect(seen('deleted')).toEqual(partsOf(wanted('deleted').route));
  });

  it('is not made of what only bears its name', async () => {
    const before = await ns.foreign('route', 'taken', FOREIGN[routingKind]);
    await ns.session('taken', { template });
    await ns.untilPhase('taken', 'Failed', 'NameConflict');
    expect(routeWrites()).toEqual([]);
    expect(ns.get('route', 'taken')).toMatchObject({
      metadata: { uid: before.metadata?.uid },
      spec: FOREIGN[routingKind],
    });
    await ns.delete('route', 'taken');
    await ns.untilPhase('taken', 'Running');
  });

  it('keeps what others wrote on it, and follows the settings', async () => {
    await desktop('follows');
    const mine = { 'example.com/team': 'render' };
    await ns.transport.patch<Any>(
      routes.resource,
      { namespace: ns.name, name: 'follows' },
      { type: 'merge', body: { metadata: { annotations: mine } } },
    );
    await run.stop();
    const some = {
      entryPoint: 'desktops',
      forwardAuth: 'gate',
      certResolver: 'acme',
      stickySessions: true,
    };
    await start(some);
    const { route, annotations } = wanted('follows', some);
    const key = `${ns.name}/follows`;
    await run.untilReconciled(key);
    await ns.until(() => {
      const found = JSON.stringify(ns.get('route', 'follows'));
      return found.includes('acme') && found.includes('gate');
    });
    const expected = partsOf(route);
    expect(seen('follows')).toEqual({
      ...expected,
      annotations: { ...expected.annotations, ...mine },
    });
    await ns.until(
      () =>
        !annotations ||
        ns.get('service', 'follows')?.metadata?.annotations?.[
          Object.keys(annotations)[0]
        ],
    );
    expect(ns.get('service', 'follows')?.metadata?.annotations).toEqual(
      annotations,
    );
  });

  it('speaks TLS to a desktop that does, and says what Traefik needs for it', async () => {
    const tls = await ns.template({
      runtime: { type: 'custom', port: 8443, scheme: 'https' },
    });
    await desktop('tls', tls);
    expect(ns.condition('tls', 'Routed')).toMatchObject({
      status: 'True',
      reason: 'NoServersTransport',
      message: expect.stringContaining('serversTransport'),
    });
    await run.stop();
    const some = { serversTransport: 'self-signed' };
    await start(some);
    await ns.until(() => ns.condition('tls', 'Routed')?.reason === 'Routed');
    const { route, annotations } = wanted('tls', some, 'https');
    await ns.until(() =>
      JSON.stringify([ns.get('route', 'tls'), ns.get('service', 'tls')]).match(
        /self-signed/,
      ),
    );
    expect(seen('tls')).toEqual(partsOf(route));
    expect(ns.get('service', 'tls')?.metadata?.annotations).toEqual(
      annotations,
    );
  });

  it('takes the place of one of the other kind', async () => {
    const [other] = ROUTING_KINDS.filter(kind => kind !== routingKind);
    const { resource } = rendererOf({ routingKind: other });
    await run.stop();
    await start({ routingKind: other });
    await ns.session('earlier', { template });
    await ns.untilPhase('earlier', 'Running');
    const labels = { 'app.kubernetes.io/managed-by': 'vdi-operator' };
    await ns.transport.create<Any>(resource, {
      metadata: { namespace: ns.name, name: 'mine', labels },
      spec: FOREIGN[other],
    });
    await run.stop();
    const present = async () => {
      const where = { namespace: ns.name };
      const { items } = await ns.transport.list<Any>(resource, where);
      return items.map(({ metadata }) => metadata?.name);
    };
    const before = await present();
    expect(before).toContain('earlier');
    await start();
    await untilWritten(`delete ${resource.plural}`, before.length - 1);
    // That one belongs to no session.
    expect(await present()).toEqual(['mine']);
    await ns.until(() => ns.get('route', 'earlier'));
  });
});
