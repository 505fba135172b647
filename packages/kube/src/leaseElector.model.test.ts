import fc from 'fast-check';
import { Leadership } from './leadership';
import { LEASE } from './lease';
import { LeaseElector } from './leaseElector';
import { resourcePath } from './resource';
import { whenAborted } from './signals';
import { ManualClock } from './testing/ManualClock';
import { MemoryApi } from './testing/MemoryApi';
import { Fate, SimulatedProcess } from './testing/SimulatedProcess';
import { Transport } from './transport';

const NAME = { namespace: 'team', name: 'leader' };
const PATH = resourcePath(LEASE, NAME);

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** How a network is: what may happen to a request, and how long a message takes at most. */
interface Network {
  fates: Fate[];
  latencyMs: number;
}

const GOOD: Network = { fates: ['good'], latencyMs: 20 };
const NETWORKS: Network[] = [
  GOOD,
  { fates: ['good'], latencyMs: 3_000 },
  { fates: ['good', 'good', 'unanswered'], latencyMs: 300 },
  { fates: ['good', 'lost', 'unanswered', 'refused', 'failed'], latencyMs: 1 },
  { fates: ['unanswered'], latencyMs: 9_000 },
  { fates: ['lost'], latencyMs: 1 },
];

/** One of those who compete. */
class Competitor {
  readonly process: SimulatedProcess;
  readonly elector: LeaseElector;
  network = GOOD;
  terms = 0;
  #leadership: Leadership | undefined;
  readonly #abort = new AbortController();

  constructor(
    clock: ManualClock,
    api: MemoryApi,
    random: () => number,
    how: { rate: number; now: () => number },
  ) {
    this.process = new SimulatedProcess({
      clock,
      api,
      rate: how.rate,
      fate: () =>
        this.network.fates[Math.floor(random() * this.network.fates.length)],
      latencyMs: () => random() * this.network.latencyMs,
    });
    const connection = {
      server: 'http://memory',
      namespace: 'default',
      credentials: async () => ({ tls: {}, headers: {} }),
    };
    this.elector = new LeaseElector({
      transport: new Transport(
        connection,
        { userAgent: 'test/1' },
        this.process.http,
      ),
      ...NAME,
      logger: silent,
      clock: this.process.clock,
      now: how.now,
      random,
    });
    this.elector.run(this.#abort.signal, async leadership => {
      this.terms += 1;
      this.#leadership = leadership;
      await whenAborted(leadership.signal, this.#abort.signal);
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  /** Whether it would write now, if it came to it. */
  get wouldWrite(): boolean {
    try {
      this.#leadership?.assert();
      return this.process.isRunning && this.#leadership !== undefined;
    } catch {
      return false;
    }
  }
}

/** Several who compete, and all that may befall them. */
class World {
  readonly clock = new ManualClock();
  readonly api = new MemoryApi();
  readonly #random: () => number;
  competitors: Competitor[];
  terms = 0;
  #deleted = false;

  constructor(count: number, random: () => number) {
    this.#random = random;
    this.competitors = Array.from({ length: count }, () => this.#enter());
  }

  /** Lets time pass, and looks at all who compete whenever something may have changed. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(this.clock.nextAt, end) - this.clock.now());
      await this.settle();
    }
  }

  async settle(): Promise<void> {
    await new Promise(setImmediate);
    this.check();
  }

  /** The invariant. */
  check(): void {
    if (this.leaders.length > 1) {
      throw new Error(`${this.leaders.length} lead`);
    }
  }

  get leaders(): Competitor[] {
    return this.competitors.filter(
      // Of a paused one nothing is asked: asking would tell it the time.
      it => it.process.isRunning && it.wouldWrite,
    );
  }

  async pause(index: number, ms: number): Promise<void> {
    const { process } = this.competitors[index];
    process.pause();
    await this.pass(ms);
    process.resume(() => this.check());
    await this.settle();
  }

  /** Ends one, with a goodbye or without; another comes. */
  async replace(index: number, how: 'stop' | 'kill'): Promise<void> {
    // Who has never seen the lease cannot know that it was deleted.
    if (this.api.objects.has(PATH)) {
      const old = this.competitors[index];
      if (how === 'kill') {
        old.process.kill();
      } else {
        old.stop();
      }
      this.terms += old.terms;
      this.competitors[index] = this.#enter();
    }
    await this.settle();
  }

  async deleteLease(): Promise<void> {
    const known = this.competitors.every(it => it.elector.health.holder);
    if (known && !this.#deleted) {
      this.#deleted = true;
      this.api.delete(PATH);
    }
    await this.settle();
  }

  async editLease(): Promise<void> {
    const labels = { at: `${this.clock.now()}` };
    this.api.edit(PATH, lease => ({
      ...lease,
      metadata: { ...lease.metadata, labels },
    }));
    await this.settle();
  }

  #enter(): Competitor {
    const skewMs = 1e12 + (this.#random() - 0.5) * 7_200_000;
    const isStuck = this.#random() < 0.2;
    return new Competitor(this.clock, this.api, this.#random, {
      rate: 0.9 + this.#random() * 0.2,
      now: () => (isStuck ? skewMs : skewMs + this.clock.now()),
    });
  }
}

type Step = (world: World) => Promise<void>;

const step = (count: number): fc.Arbitrary<[string, Step]> => {
  const index = fc.nat(count - 1);
  const to = <T>(
    arbitrary: fc.Arbitrary<T>,
    name: string,
    run: (world: World, value: T) => Promise<void> | void,
  ) =>
    arbitrary.map((value): [string, Step] => [
      `${name} ${JSON.stringify(value)}`,
      async world => run(world, value),
    ]);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: to(fc.nat(6_000), 'pass', (world, ms) => world.pass(ms)),
    },
    {
      weight: 4,
      arbitrary: to(
        fc.tuple(index, fc.nat(NETWORKS.length - 1)),
        'network',
        (world, [i, network]) => {
          world.competitors[i].network = NETWORKS[network];
        },
      ),
    },
    {
      weight: 2,
      arbitrary: to(
        fc.tuple(index, fc.nat(25_000)),
        'pause',
        (world, [i, ms]) => world.pause(i, ms),
      ),
    },
    to(index, 'kill', (world, i) => world.replace(i, 'kill')),
    to(index, 'stop', (world, i) => world.replace(i, 'stop')),
    to(fc.constant(0), 'delete', world => world.deleteLease()),
    to(fc.constant(0), 'edit', world => world.editLease()),
  );
};

describe('LeaseElector, whatever happens', () => {
  it.each([2, 3])(
    'never lets two of %i lead, and lets one lead when it can',
    async count => {
      let terms = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(step(count), { minLength: 10, maxLength: 60 }),
          fc.integer(),
          async (steps, seed) => {
            const random = pseudoRandom(seed);
            const world = new World(count, random);
            await world.pass(1_000);
            for (const [, run] of steps) {
              await run(world);
            }
            for (const competitor of world.competitors) {
              competitor.network = GOOD;
            }
            await world.pass(60_000);
            expect(world.leaders).toHaveLength(1);
            terms += world.terms;
            world.competitors.forEach(competitor => {
              terms += competitor.terms;
              competitor.stop();
            });
            await world.pass(60_000);
            expect(world.leaders).toHaveLength(0);
          },
        ),
        { numRuns: 40 },
      );
      // Not by never leading.
      expect(terms).toBeGreaterThan(80);
    },
  );
});

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
