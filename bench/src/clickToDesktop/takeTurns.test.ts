import { type Limits, takeTurns } from './takeTurns';

const LIMITS: Limits = {
  margin: 0.03,
  leastPairs: 30,
  mostPairs: 200,
  mostMs: 90_000,
};

/** The desktop's next beat after a phase of it, in milliseconds. */
const wait = (phase: number) => 33 * (1 - phase);

/** Anything from 0 to 1, the same in each run. */
function numbers(): () => number {
  let n = 0;
  return () => {
    n += 1;
    return (n * Math.SQRT2) % 1;
  };
}

describe('takeTurns', () => {
  it('alternates, and gives both of a pair the same phase', async () => {
    const calls: [string, number][] = [];
    await takeTurns(async (route, phase) => {
      calls.push([route, phase]);
      return 1;
    }, LIMITS);
    const direct = calls.filter((_, n) => n % 2 === 0);
    const traefik = calls.filter((_, n) => n % 2 === 1);
    expect(new Set(direct.map(([route]) => route))).toEqual(
      new Set(['direct']),
    );
    expect(traefik).toEqual(direct.map(([, phase]) => ['traefik', phase]));
  });

  it('spreads the phases evenly over the beat', async () => {
    const tenths = Array<number>(10).fill(0);
    await takeTurns(
      async (_, phase) => {
        tenths[Math.floor(phase * 10)] += 1;
        return phase;
      },
      { ...LIMITS, leastPairs: 200 },
    );
    // 205 pairs, two exchanges each.
    for (const count of tenths) expect(Math.abs(count - 41)).toBeLessThan(7);
  });

  it('has enough of few pairs that tell the ratio, and leaves out those that warm up', async () => {
    let pair = 0;
    const latencies = await takeTurns(async (route, phase) => {
      if (route === 'direct') pair += 1;
      const cold = pair <= 5 ? 1_000 : 0;
      return cold + wait(phase) + (route === 'traefik' ? 0.2 : 0);
    }, LIMITS);
    expect(latencies).toHaveLength(30);
    expect(Math.max(...latencies.flat())).toBeLessThan(34);
  });

  it('takes more pairs where each exchange waits for itself, up to the most', async () => {
    const any = numbers();
    const latencies = await takeTurns(async () => 33 * any(), LIMITS);
    expect(latencies).toHaveLength(200);
  });

  it('ends when its time is over, but not with too few pairs', async () => {
    const any = numbers();
    const lasting = async (eachMs: number) => {
      let time = 0;
      const exchange = async () => {
        time += eachMs;
        return 33 * any();
      };
      return (await takeTurns(exchange, LIMITS, () => time)).length;
    };
    expect(await lasting(1_000)).toBe(40);
    expect(await lasting(10_000)).toBe(30);
  });
});
