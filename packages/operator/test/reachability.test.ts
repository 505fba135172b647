import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '@backstage-vdi/cluster';
import { movePod } from './kubelet';
import { machineAddress } from './machineAddress';
import { runOperator, type RunningOperator } from './runOperator';
import { testCluster } from './testCluster';
import { TestNamespace } from './TestNamespace';

/** A simulated pod is ready at once, at an address where nobody is: what a desktop is that Traefik does not reach. */
describe('a desktop whose route is checked', () => {
  const address = machineAddress();
  const desktop = createServer((_, reply) => reply.end('a desktop'));
  let ns: TestNamespace;
  let cluster: Cluster;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    desktop.listen(0, address);
    await once(desktop, 'listening');
    cluster = await testCluster();
    ns = await TestNamespace.create();
    const { port } = desktop.address() as AddressInfo;
    template = await ns.template({ runtime: { type: 'custom', port } });
  });
  afterAll(async () => {
    await ns.remove();
    desktop.close();
  });
  afterEach(() => run.stop());

  const start = async (settings: object = {}) => {
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      progressAfter: 60_000,
      routeCheck: `https://127.0.0.1:${cluster.traefik.port}`,
      routeCheckCa: cluster.traefik.caFile,
      ...settings,
    });
  };

  const request = (name: string) =>
    run.operator.client.createSession({
      metadata: { namespace: ns.name, name },
      spec: { user: 'alice@example.com', template },
    });

  /** From now on the desktop is where its pod says. */
  const answerFor = (name: string) => movePod(ns, name, address);

  const untilTold = (name: string, reason: string) =>
    ns.until(
      () =>
        ns.condition(name, 'Routed')?.reason === reason &&
        ns.condition(name, 'Ready'),
    );

  it('runs when it answers, and takes five writes for that too', async () => {
    await start();
    await request('five');
    await answerFor('five');
    const { timings } = await ns.untilPhase('five', 'Running');
    await run.untilWrites(6);
    expect(run.writes.filter(it => it !== 'create vdisessions')).toEqual([
      expect.stringMatching(/^create /),
      expect.stringMatching(/^create /),
      expect.stringMatching(/^create /),
      expect.stringMatching(/^create /),
      'patch vdisessions/status',
    ]);
    expect(Date.parse(timings?.routed ?? '')).toBeGreaterThanOrEqual(
      Date.parse(timings?.ready ?? ''),
    );
    expect(ns.condition('five', 'Routed')?.status).toBe('True');
  });

  it('is almost there until then, and says what is in the way', async () => {
    await start({ progressAfter: 1 });
    await request('almost');
    const { url } = await ns.untilPhase(
      'almost',
      'Creating',
      'WaitingForRoute',
    );
    expect(url).toBeUndefined();
    expect(ns.condition('almost', 'Ready')?.message).toBe(
      'Making its address known.',
    );
    const told = await untilTold('almost', 'DesktopUnreachable');
    expect(told).toMatchObject({
      reason: 'WaitingForRoute',
      message: expect.stringMatching(/Traefik does not reach it/),
    });

    await answerFor('almost');
    const status = await ns.untilPhase('almost', 'Running');
    expect(status.url).toBe(`https://${status.host}/`);
  });

  it('runs on while Traefik is away, and starts when it is back', async () => {
    await start({ progressAfter: 1 });
    await request('open');
    await answerFor('open');
    await ns.untilPhase('open', 'Running');
    await cluster.kill('traefik');
    try {
      // One that knows only what was written.
      await run.stop();
      await start({ progressAfter: 1 });
      await request('late');
      await answerFor('late');
      const told = await untilTold('late', 'TraefikUnreachable');
      expect(told).toMatchObject({
        reason: 'WaitingForRoute',
        message: expect.stringContaining('ECONNREFUSED'),
      });
      expect(ns.status('open').phase).toBe('Running');
    } finally {
      await cluster.restart('traefik');
    }
    await ns.untilPhase('late', 'Running');
    expect(ns.uids('pod', 'open')).toHaveLength(1);
  });

  it('does not run where its certificate is missing', async () => {
    await start({ progressAfter: 1, domain: 'desktops.test' });
    await request('bare');
    await answerFor('bare');
    const told = await untilTold('bare', 'CertificateInvalid');
    expect(told).toMatchObject({
      reason: 'WaitingForRoute',
      message: expect.stringMatching(
        /^Traefik has no certificate for .*\.desktops\.test,/,
      ),
    });
  });
});
