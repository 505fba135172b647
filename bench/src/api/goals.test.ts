import { goalsOf } from './goals';
import type { Measured } from './measureApi';

const measured = (
  route: Measured['route'],
  p99: number,
  over: Partial<Measured> = {},
): Measured => ({
  route,
  load: 'open',
  requests: 100,
  perSecond: 10,
  took: { p50: 1, p90: 2, p99 },
  p99OfRounds: [p99],
  cpuMs: 1,
  decisions: 1,
  ...over,
});

/** What is said of each goal, whether it is met. */
const verdicts = (all: Measured[]) =>
  Object.fromEntries(
    goalsOf(all).map(({ of, what, met }) => [`${of}: ${what}`, met]),
  );

it('holds the open load to times, and creations to those of the API server', () => {
  expect(
    verdicts([
      measured('mine', 25),
      measured('all', 51),
      measured('one', 15),
      measured('one', 900, { load: 'closed' }),
      measured('POST', 30, { decisions: 0 }),
      measured('create', 130),
    ]),
  ).toMatchObject({
    'mine: p99, ms': true,
    'all: p99, ms': false,
    'one: p99, ms': true,
    "create: p99 over the API server's own, ms": true,
  });
});

it('holds every route of the session API to one decision, under any load', () => {
  expect(
    verdicts([
      measured('permitted', 1, { decisions: 3 }),
      measured('mine', 1, { load: 'closed', decisions: 1.5 }),
      measured('create', 1),
    ]),
  ).toMatchObject({
    'mine, closed: permission decisions': false,
    'create, open: permission decisions': true,
  });
});
