import { type ChildKind, CHILDREN } from '../src/resources';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

/** A Service that leads elsewhere. Only by way of one does a Service of ours ever get an address. */
const ELSEWHERE = {
  type: 'ExternalName',
  externalName: 'mine.example.com',
  clusterIP: '',
};

describe('a child that somebody changed', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  /** Long enough that no start is slow on any machine: what is counted are the writes after it. */
  const settings = () => ({ namespace: ns.name, progressAfter: 60_000 });

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    run = await runOperator(ns.connection, settings());
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  async function desktop(name: string) {
    await ns.session(name, { template });
    await ns.untilPhase(name, 'Running');
    run.writes.length = 0;
  }

  /** Writes to what desktops are made of. */
  const childWrites = () =>
    run.writes.filter(it => !/ (vdisessions|events)/.test(it));

  /** The same, when there is one: the watch may tell of it before its reply is here. */
  async function firstChildWrites() {
    while (!childWrites().length) await run.untilWrites(run.writes.length + 1);
    return childWrites();
  }

  /** Changes a child, and resolves when it is as before but for its version. */
  async function changeAndSee(kind: ChildKind, name: string, body: object) {
    const before = ns.get(kind, name) as Any;
    const changed = await ns.transport.patch<Any>(
      CHILDREN[kind],
      { namespace: ns.name, name },
      { type: 'merge', body },
    );
    await firstChildWrites();
    await ns.until(() => {
      const now = ns.get(kind, name);
      return (
        now?.metadata?.resourceVersion !== before.metadata?.resourceVersion &&
        now?.metadata?.resourceVersion !== changed.metadata?.resourceVersion
      );
    });
    return { before, changed, now: ns.get(kind, name) as Any };
  }

  /** What cannot be as before when a Service had another type meanwhile: the cluster gives it another address. */
  const withoutAddress = ({
    clusterIP: _,
    clusterIPs: __,
    ...spec
  }: Record<string, unknown>) => spec;

  it.each<[string, object]>([
    ['selector', { selector: { app: 'mine' } }],
    ['ports', { ports: [{ port: 80, targetPort: 22 }] }],
    ['addresses', { externalIPs: ['192.0.2.1'] }],
    ['name', ELSEWHERE],
    [
      'affinity',
      {
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      },
    ],
    ['traffic', { internalTrafficPolicy: 'Local' }],
    ['readiness', { publishNotReadyAddresses: true }],
  ])(
    'is put right with one write: the %s of a service',
    async (field, spec) => {
      const name = `service-${field}`;
      await desktop(name);
      const { before, changed, now } = await changeAndSee('service', name, {
        spec,
      });
      expect(changed.spec).not.toEqual(before.spec);
      expect(withoutAddress(now.spec)).toEqual(withoutAddress(before.spec));
      expect(now.metadata?.uid).toBe(before.metadata?.uid);
      expect(childWrites()).toEqual(['patch services']);
    },
  );

  it.each<[string, object]>([
    ['type', { type: 'NodePort' }],
    [
      'balancer',
      {
        type: 'LoadBalancer',
        loadBalancerClass: 'example.com/mine',
        loadBalancerSourceRanges: ['192.0.2.0/24'],
        externalTrafficPolicy: 'Local',
      },
    ],
  ])(
    'is put right with one write when an operator is there again: the %s of a service',
    async (field, spec) => {
      const name = `service-${field}`;
      await desktop(name);
      const before = ns.get('service', name) as Any;
      await run.stop();
      const change = (body: object) =>
        ns.transport.patch<Any>(
          CHILDREN.service,
          { namespace: ns.name, name },
          { type: 'merge', body },
        );
      await change({ spec: ELSEWHERE });
      const changed = await change({ spec: { externalName: null, ...spec } });
      expect(changed.spec.type).not.toBe(before.spec.type);

      run = await runOperator(ns.connection, settings());
      expect(await firstChildWrites()).toEqual(['patch services']);
      const now = await ns.until(() => {
        const service = ns.get('service', name);
        return service?.spec.type === before.spec.type && service;
      });
      expect(withoutAddress(now.spec)).toEqual(withoutAddress(before.spec));
      expect(now.metadata?.uid).toBe(before.metadata?.uid);
      expect(childWrites()).toEqual(['patch services']);
    },
  );

  it.each<[string, object]>([
    ['rule', { routes: [{ kind: 'Rule', match: 'PathPrefix(`/`)' }] }],
    ['entry', { entryPoints: ['web'] }],
    ['certificate', { tls: { certResolver: 'mine' } }],
    ['parent', { parentRefs: [{ name: 'mine' }] }],
  ])('is put right with one write: the %s of a route', async (field, spec) => {
    const name = `route-${field}`;
    await desktop(name);
    const { before, now } = await changeAndSee('route', name, { spec });
    expect(now.spec).toEqual(before.spec);
    expect(childWrites()).toEqual(['patch ingressroutes']);
  });

  it.each(['home', 'service', 'route', 'pod'] as const)(
    'gets back the labels that were taken off: %s',
    async kind => {
      const session = `labels-${kind}`;
      const name = kind === 'home' ? `${session}-home` : session;
      await desktop(session);
      const labels = Object.fromEntries(
        Object.keys(ns.get(kind, name)?.metadata?.labels ?? {}).map(label => [
          label,
          null,
        ]),
      );
      const { before, changed, now } = await changeAndSee(kind, name, {
        metadata: { labels },
      });
      expect(changed.metadata?.labels).toBeUndefined();
      expect(now.metadata?.labels).toEqual(before.metadata?.labels);
      expect(now.metadata?.uid).toBe(before.metadata?.uid);
      expect(childWrites()).toEqual([`patch ${CHILDREN[kind].plural}`]);
    },
  );

  it('gets back a label that was changed, and keeps those of others', async () => {
    await desktop('label');
    const labels = { 'vdi.kasm.io/session': 'another', team: 'render' };
    const { before, now } = await changeAndSee('service', 'label', {
      metadata: { labels },
    });
    expect(now.metadata?.labels).toEqual({
      ...before.metadata?.labels,
      team: 'render',
    });
  });

  it('comes back when it was a pod that somebody deleted, but not before it is gone', async () => {
    await desktop('held');
    const finalizers = (list: string[] | null) =>
      ns.transport.patch<Any>(
        CHILDREN.pod,
        { namespace: ns.name, name: 'held' },
        { type: 'merge', body: { metadata: { finalizers: list } } },
      );
    await finalizers(['example.com/mine']);
    await ns.delete('pod', 'held');
    await ns.until(() => ns.get('pod', 'held')?.metadata?.deletionTimestamp);
    // Work is done in the order of what happens: after this one, the other was looked at.
    await ns.session('later', { template });
    await ns.untilPhase('later', 'Running');
    expect(childWrites().filter(it => it.endsWith('pods'))).toEqual([
      'create pods',
    ]);
    const replaced = ns.untilReplaced('pod', 'held');
    await finalizers(null);
    await replaced;
    await ns.untilPhase('held', 'Running');
  });

  it('is not written to at rest, whatever was put right before', async () => {
    await desktop('rest');
    await changeAndSee('service', 'rest', { spec: ELSEWHERE });
    // Ends what it has begun.
    await run.stop();
    run = await runOperator(ns.connection, settings());
    await Promise.all(
      ns.names('session').map(it => run.untilReconciled(`${ns.name}/${it}`)),
    );
    expect(run.writes).toEqual([]);
  });

  it('follows other settings with one write for each desktop', async () => {
    const sessions = ns.names('session');
    await run.stop();
    run = await runOperator(ns.connection, {
      ...settings(),
      forwardAuth: 'gate',
      certResolver: 'acme',
    });
    await ns.until(() =>
      sessions.every(
        name => ns.get('route', name)?.spec.tls.certResolver === 'acme',
      ),
    );
    expect(ns.get('route', 'rest')?.spec.routes[0].middlewares).toEqual([
      { name: 'gate' },
    ]);
    await Promise.all(
      sessions.map(name => run.untilReconciled(`${ns.name}/${name}`)),
    );
    expect(childWrites()).toEqual(sessions.map(() => 'patch ingressroutes'));
  });
});
