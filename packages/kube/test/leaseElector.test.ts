import { randomUUID } from 'node:crypto';
import {
  Connection,
  KubeObject,
  Lead,
  Leadership,
  LeadershipLostError,
  Lease,
  LEASE,
  LeaseElector,
  LeaseElectorOptions,
  loadConnection,
  NAMESPACE,
  Resource,
  Transport,
  whenAborted,
} from '../src';
import { microTime } from '../src/microTime';
import { Recorder } from '../src/testing/Recorder';

const rbac = (kind: string): Resource => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: `${kind.toLowerCase()}s`,
  kind,
  namespaced: true,
});

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('LeaseElector on a real API server', () => {
  const namespace = `lease-${randomUUID().slice(0, 8)}`;
  let requests = new Recorder<string>();
  let connection: Connection;
  let transport: Transport;
  let stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const kubeconfig = process.env.VDI_TEST_KUBECONFIG;
    connection = await loadConnection({ kubeconfig });
    transport = new Transport(connection, {
      userAgent: 'lease-test/1.0',
      onRequest: ({ verb, resource, status }) =>
        requests.record(`${verb} ${resource} ${status}`),
    });
    await transport.create(NAMESPACE, { metadata: { name: namespace } });
  });

  beforeEach(() => {
    requests = new Recorder();
  });

  afterEach(async () => {
    await Promise.all(stops.map(stop => stop()));
    stops = [];
  });

  afterAll(async () => {
    await transport.delete(NAMESPACE, { name: namespace });
    await transport.close();
  });

  const read = (name: string) =>
    transport.get<Lease>(LEASE, { namespace, name });

  /** Starts an elector; `terms` are its leaderships as they begin. */
  function compete(
    name: string,
    { lead, ...options }: Partial<LeaseElectorOptions> & { lead?: Lead } = {},
  ) {
    const elector = new LeaseElector({
      transport,
      namespace,
      name,
      logger: silent,
      ...options,
    });
    const abort = new AbortController();
    const terms = new Recorder<Leadership>();
    const untilEnd: Lead = leadership =>
      whenAborted(abort.signal, leadership.signal);
    const running = elector.run(abort.signal, async leadership => {
      terms.record(leadership);
      await (lead ?? untilEnd)(leadership);
    });
    const stop = () => {
      abort.abort();
      return running;
    };
    stops.push(stop);
    return { elector, terms, stop };
  }

  it('takes a lease that does not exist, and leaves it to the next at once', async () => {
    const a = compete('handover', { identity: 'a' });
    (await a.terms.next()).assert();
    expect((await read('handover')).spec).toMatchObject({
      holderIdentity: expect.stringMatching(/^a_/),
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: expect.stringMatching(/\.\d{6}Z$/),
    });
    const b = compete('handover', { identity: 'b' });
    const c = compete('handover', { identity: 'c' });
    const next = Promise.race([b.terms.next(), c.terms.next()]);
    await a.stop();
    (await next).assert();
    const { spec } = await read('handover');
    expect(spec?.leaseTransitions).toBe(1);
    expect([b, c].filter(it => it.elector.health.isLeader)).toHaveLength(1);
  });

  it('renews with one write and no read, while a standby makes no request', async () => {
    const times = { retryPeriodMs: 1_000 };
    const a = compete('quiet', times);
    await a.terms.next();
    const b = compete('quiet', times);
    // Until the standby has read it once, and both have their watch.
    const count = (wanted: string) =>
      requests.all.filter(request => request === wanted).length;
    while (count('get leases 200') < 1 || count('watch leases 200') < 2) {
      await requests.next();
    }
    const renewal = () =>
      requests.next(request => request === 'update leases 200');
    // A read that the standby began before it had its watch ends meanwhile.
    await renewal();
    const before = requests.all.length;
    for (let i = 0; i < 3; i++) {
      await renewal();
    }
    const seen = new Set(requests.all.slice(before));
    expect(seen).toEqual(new Set(['update leases 200']));
    expect(b.elector.health).toMatchObject({
      isLeader: false,
      holder: a.elector.health.holder,
      transitions: 0,
    });
  });

  it('takes over from a holder that says no more', async () => {
    await transport.create<Lease>(LEASE, {
      metadata: { namespace, name: 'silent' },
      spec: {
        holderIdentity: 'gone',
        leaseDurationSeconds: 1,
        // Of a clock that is an hour ahead.
        renewTime: microTime(Date.now() + 3_600_000),
        leaseTransitions: 3,
      },
    });
    const a = compete('silent');
    await a.terms.next();
    expect((await read('silent')).spec?.leaseTransitions).toBe(4);
  });

  it('goes on when somebody labels the lease or deletes it', async () => {
    const times = { retryPeriodMs: 100, renewDeadlineMs: 5_000 };
    const a = compete('touched', times);
    const leadership = await a.terms.next();
    const ref = { namespace, name: 'touched' };
    await transport.patch(LEASE, ref, {
      type: 'merge',
      body: { metadata: { labels: { touched: 'yes' } } },
    });
    await requests.next(request => request === 'update leases 200');
    expect((await read('touched')).metadata?.labels).toEqual({
      touched: 'yes',
    });
    await transport.delete(LEASE, ref);
    await requests.next(request => request === 'create leases 201');
    await requests.next(request => request === 'update leases 200');
    leadership.assert();
    expect(a.terms.all).toHaveLength(1);
  });

  it('stops at once when somebody takes the lease, and competes again', async () => {
    const a = compete('taken');
    const leadership = await a.terms.next();
    const lost = whenAborted(leadership.signal);
    await transport.patch(
      LEASE,
      { namespace, name: 'taken' },
      {
        type: 'merge',
        body: { spec: { holderIdentity: 'other', leaseDurationSeconds: 1 } },
      },
    );
    await lost;
    expect(() => leadership.assert()).toThrow(LeadershipLostError);
    (await a.terms.next()).assert();
  });

  it('waits for its namespace', async () => {
    const warnings = new Recorder<string>();
    const late = `${namespace}-late`;
    const a = compete('late', {
      namespace: late,
      retryPeriodMs: 100,
      logger: { ...silent, warn: warnings.record },
    });
    expect(await warnings.next()).toContain(`namespaces "${late}" not found`);
    await transport.create(NAMESPACE, { metadata: { name: late } });
    await a.terms.next();
    expect(warnings.all).toHaveLength(1);
    await transport.delete(NAMESPACE, { name: late });
  });

  it.each([
    [
      'all the rights it asks for',
      ['get', 'list', 'watch', 'create', 'update'],
    ],
    ['no right to watch', ['get', 'create', 'update']],
  ])('hands over with %s', async (_, verbs) => {
    const user = `elector-${verbs.length}`;
    const restricted = await connectAs(user, verbs);
    const a = compete(user, { transport: restricted });
    await a.terms.next();
    const b = compete(user, { transport: restricted });
    await a.stop();
    expect((await b.terms.next()).signal.aborted).toBe(false);
    await b.stop();
    await restricted.close();
  });

  it('lets others lead in turn when its work ends by itself', async () => {
    const turns = new Recorder<string>();
    const times = { retryPeriodMs: 50, renewDeadlineMs: 5_000 };
    for (const identity of ['a', 'b']) {
      compete('turns', {
        identity,
        ...times,
        lead: async () => turns.record(identity),
      });
    }
    for (let i = 0; i < 6; i++) {
      await turns.next(identity => identity === (i % 2 ? 'b' : 'a'));
    }
    expect(new Set(turns.all)).toEqual(new Set(['a', 'b']));
  });

  /** A transport of a user who may do this with leases, and nothing else. */
  async function connectAs(user: string, verbs: string[]): Promise<Transport> {
    const metadata = { namespace, name: user };
    const apiGroup = 'rbac.authorization.k8s.io';
    await transport.create<KubeObject & { rules: object[] }>(rbac('Role'), {
      metadata,
      rules: [{ apiGroups: [LEASE.group], resources: [LEASE.plural], verbs }],
    });
    await transport.create<
      KubeObject & { roleRef: object; subjects: object[] }
    >(rbac('RoleBinding'), {
      metadata,
      roleRef: { apiGroup, kind: 'Role', name: user },
      subjects: [{ apiGroup, kind: 'User', name: user }],
    });
    return new Transport(
      {
        ...connection,
        async credentials(rejected) {
          const { tls, headers } = await connection.credentials(rejected);
          return { tls, headers: { ...headers, 'impersonate-user': user } };
        },
      },
      { userAgent: 'lease-test/1.0' },
    );
  }
});
