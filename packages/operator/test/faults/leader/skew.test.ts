import {
  Informer,
  LEASE,
  LeaseElector,
  type Leadership,
} from '@backstage-vdi/kube';
import { type Any, TestNamespace } from '../../TestNamespace';

const HOUR_MS = 3_600_000;

/** Short, so that a whole lease passes within a test. */
const TIMES = {
  leaseDurationMs: 3_000,
  renewDeadlineMs: 2_000,
  retryPeriodMs: 500,
};

/** More renewals than fit into one lease. */
const RENEWALS = 8;

const logger = { debug() {}, info() {}, warn() {}, error() {} };

describe('two who compete for a lease by clocks that differ', () => {
  let ns: TestNamespace;
  beforeAll(async () => {
    ns = await TestNamespace.create();
  });
  afterAll(() => ns.remove());

  /** Somebody whose clock is off by so much. */
  function candidate(name: string, offMs: number) {
    const abort = new AbortController();
    const elector = new LeaseElector({
      ...TIMES,
      transport: ns.transport,
      namespace: ns.name,
      name,
      logger,
      now: () => Date.now() + offMs,
    });
    let stopped: Promise<void> = Promise.resolve();
    const elected = new Promise<Leadership>(resolve => {
      stopped = elector.run(abort.signal, leadership => {
        resolve(leadership);
        return new Promise(end => {
          abort.signal.addEventListener('abort', () => end());
          leadership.signal.addEventListener('abort', () => end());
        });
      });
    });
    return {
      elector,
      elected,
      async stop() {
        abort.abort();
        await stopped;
      },
    };
  }

  /** Resolves when a lease was renewed so often. */
  async function renewals(name: string, count: number): Promise<void> {
    const abort = new AbortController();
    const leases = new Informer<Any, string>(ns.transport, {
      resource: LEASE,
      namespace: ns.name,
      fieldSelector: `metadata.name=${name}`,
      project: ({ spec }) => spec.renewTime,
    });
    const seen = new Set<string | undefined>();
    const enough = new Promise<void>(resolve => {
      leases.store.onChange(([key]) => {
        seen.add(leases.store.get(key));
        if (seen.size > count) resolve();
      });
    });
    const running = leases.run(abort.signal);
    await enough;
    abort.abort();
    await running;
  }

  it.each([
    ['the standby is an hour ahead', 0, HOUR_MS],
    ['the standby is an hour behind', 0, -HOUR_MS],
    ['the leader is an hour ahead', HOUR_MS, 0],
    ['the leader is an hour behind', -HOUR_MS, 0],
  ])(
    'never lead both, and take over: %s',
    async (words, leaderMs, standbyMs) => {
      const name = words.replaceAll(' ', '-');
      const leader = candidate(name, leaderMs);
      const { signal } = await leader.elected;
      const standby = candidate(name, standbyMs);
      await renewals(name, RENEWALS);
      expect(signal.aborted).toBe(false);
      expect(standby.elector.health.isLeader).toBe(false);
      await leader.stop();
      await standby.elected;
      expect(standby.elector.health.transitions).toBe(1);
      await standby.stop();
    },
  );
});
