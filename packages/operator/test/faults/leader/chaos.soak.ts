import { setTimeout as delay } from 'node:timers/promises';
import { Invariants } from '../../invariants/Invariants';
import { tellFigures } from '../../tellFigures';
import { TestNamespace } from '../../TestNamespace';
import type { Program } from '../Program';
import { Replicas } from './Replicas';
import { inTheWay, Traffic } from './Traffic';

/** How long leaders come and go. Default: 4. */
const MINUTES = Number(process.env.VDI_SOAK_MINUTES ?? 4);
const EVERY_MS = 20_000;

/** What happens to a leader; resolves when there is another replica to take over, or will be. */
type Blow = (leader: Program, replicas: Replicas) => Promise<unknown>;

const BLOWS: Record<string, Blow> = {
  'killed (SIGKILL)': async (leader, replicas) => {
    await leader.kill();
    await replicas.start();
  },
  'paused (SIGSTOP) beyond its lease': async (leader, replicas) => {
    leader.pause();
    await replicas.leader();
    leader.resume();
    await leader.abdicates();
  },
  'asked to end (SIGTERM)': async (leader, replicas) => {
    expect(await leader.terminate()).toBe(0);
    await replicas.start();
  },
};

describe('two replicas whose leader comes to harm every 20 s', () => {
  let ns: TestNamespace;
  let invariants: Invariants;
  let replicas: Replicas;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    invariants = await Invariants.watch(ns.transport, ns.name);
    replicas = await Replicas.in(ns, invariants, 2 + MINUTES * 3);
  });
  afterAll(async () => {
    await replicas.remove();
    await ns.remove();
  });

  it('make every desktop, never write both, and lose nothing', async () => {
    await replicas.start();
    await replicas.start();
    invariants.protect(...(await inTheWay(ns)));
    const traffic = new Traffic(ns, await ns.template(), 400, 4_000);
    const blows: Array<{ kind: string; at: number }> = [];
    const end = Date.now() + MINUTES * 60_000;
    while (Date.now() < end) {
      const next = Date.now() + EVERY_MS;
      const kinds = Object.entries(BLOWS);
      const [kind, strike] = kinds[blows.length % kinds.length];
      const leader = await replicas.leader();
      blows.push({ kind, at: Date.now() });
      await strike(leader, replicas);
      await replicas.leader();
      await delay(Math.max(0, next - Date.now()));
    }
    await traffic.settled();
    await replicas.kill();

    const { reigns, usurpations } = await replicas.audit();
    const takeovers = blows.map(({ kind, at }) => ({
      kind,
      seconds:
        ((reigns.find(({ asked }) => asked > at)?.asked ?? NaN) - at) / 1_000,
    }));
    tellFigures(
      `${reigns.length} leaders in ${MINUTES} minutes, ${traffic.count} desktops. Seconds until another took over:`,
      Object.keys(BLOWS).map(kind => {
        const seconds = takeovers
          .filter(takeover => takeover.kind === kind)
          .map(takeover => takeover.seconds)
          .sort((a, b) => a - b);
        return {
          'the leader was': kind,
          times: seconds.length,
          fastest: seconds[0]?.toFixed(2),
          median: seconds[Math.floor(seconds.length / 2)]?.toFixed(2),
          slowest: seconds.at(-1)?.toFixed(2) ?? '',
        };
      }),
    );
    expect(usurpations).toEqual([]);
    expect(reigns.length).toBeGreaterThan(blows.length);
    await invariants.verify();
  });
});
