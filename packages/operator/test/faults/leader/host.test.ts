import { Invariants } from '../../invariants/Invariants';
import { runOperator, type RunningOperator } from '../../runOperator';
import { TestNamespace } from '../../TestNamespace';
import { actingAs } from './actingAs';
import { Replicas } from './Replicas';

/** Longer than a lease lasts. */
const BEYOND_LEASE_MS = 17_000;

/** Keeps the event loop from running, as a host's own work may. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('an operator in a host that blocks the event loop', () => {
  let ns: TestNamespace;
  let template: string;
  let invariants: Invariants;
  let replicas: Replicas;
  let hosted: RunningOperator;
  let host: string;
  let made = 0;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    invariants = await Invariants.watch(ns.transport, ns.name);
    replicas = await Replicas.in(ns, invariants, 2);
    host = replicas.takeUser();
    hosted = await runOperator(
      actingAs(ns.connection, host),
      { namespace: ns.name, leaderElection: true, leaseNamespace: ns.name },
      { logger: invariants.log.logger },
    );
    await makeDesktops(1);
    await ns.untilPhase('desktop-1', 'Running');
    await replicas.start();
  });
  afterAll(async () => {
    await hosted.stop();
    await replicas.remove();
    await ns.remove();
  });

  const names = () =>
    Array.from({ length: made }, (_, i) => `desktop-${i + 1}`);

  async function makeDesktops(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      made += 1;
      await ns.session(`desktop-${made}`, {
        template,
        resources: { memory: '1Mi' },
      });
    }
  }

  /** Blocks the host while it is making desktops. */
  async function blockAtWork(ms: number): Promise<void> {
    const next = `desktop-${made + 1}`;
    await makeDesktops(20);
    await ns.until(() => ns.get('home', `${next}-home`));
    block(ms);
  }

  const allRun = () =>
    ns.until(() => names().every(name => ns.status(name).phase === 'Running'));

  it('goes on when that lasted 2 s', async () => {
    await blockAtWork(2_000);
    await allRun();
    const { reigns, usurpations } = await replicas.audit();
    expect(usurpations).toEqual([]);
    expect(reigns.map(({ user }) => user)).toEqual([host]);
  });

  it('stops to write when that lasted longer than its lease, and another goes on', async () => {
    await blockAtWork(BEYOND_LEASE_MS);
    await allRun();
    const { reigns, usurpations } = await replicas.audit();
    expect(usurpations).toEqual([]);
    expect(reigns.length).toBeGreaterThan(1);
    await invariants.verify();
  });
});
