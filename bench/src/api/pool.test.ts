import { pool } from './pool';

const round = (took: number[], cpuSeconds: number) => ({
  route: 'mine' as const,
  load: 'open' as const,
  took,
  seconds: 2,
  cpuSeconds,
  decisions: took.length,
});

it('takes the requests of all rounds for those of one', () => {
  const slow = { ...round([9], 0.01), route: 'one' as const };
  const [mine, one] = pool([round([1, 2, 3], 0.01), slow, round([50], 0.03)]);
  expect(mine).toEqual({
    route: 'mine',
    load: 'open',
    requests: 4,
    perSecond: 1,
    took: { p50: 2, p90: 50, p99: 50 },
    p99OfRounds: [3, 50],
    cpuMs: 10,
    decisions: 1,
  });
  expect(one.took.p50).toBe(9);
});
