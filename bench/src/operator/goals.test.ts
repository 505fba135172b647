import { goalsOf } from './goals';
import type { Measurement } from './measurement';

const measurement = (over: Partial<Measurement>): Measurement => ({
  contender: 'operator',
  load: 'burst-9',
  sessions: 9,
  perSecond: 30,
  createToReady: { p50: 1_000, p90: 1_000, p99: 1_000 },
  writes: { 'create pods': 1, 'create services': 4 },
  reads: {},
  createToLastChild: { p50: 15, p90: 30, p99: 120 },
  podReadyToStatus: { p50: 15, p90: 30, p99: 90 },
  cpuSeconds: { contender: 1, loadGenerator: 1, cluster: 1 },
  memory: { resident: 1, peak: 1 },
  ...over,
});

describe('goalsOf', () => {
  it('compares a burst with the bare client and with a peer', () => {
    const goals = goalsOf([
      measurement({}),
      measurement({ contender: 'bare-client', perSecond: 40 }),
      measurement({
        contender: 'peer',
        perSecond: 20,
        createToReady: { p50: 2_500, p90: 1, p99: 1 },
      }),
    ]);
    expect(goals.map(({ what, value, met }) => [what, value, met])).toEqual([
      ['writes per session', 5, true],
      ['throughput, ratio', 0.75, false],
      ['create → ready p50, ratio', 1, true],
      ['throughput, ratio', 1.5, true],
      ['create → ready p50, ratio', 0.4, true],
    ]);
  });

  it('looks at the time to the last write under a steady load', () => {
    const goals = goalsOf([
      measurement({ load: 'steady-10' }),
      measurement({ load: 'steady-10', contender: 'bare-client' }),
    ]);
    expect(goals.map(({ what, met }) => [what, met])).toEqual([
      ['writes per session', true],
      ['create → last child p50, ms', true],
      ['create → last child p99, ms', false],
      ['pod Ready → status p50, ms', true],
      ['pod Ready → status p99, ms', true],
    ]);
  });
});
