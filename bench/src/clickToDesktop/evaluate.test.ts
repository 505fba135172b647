import { evaluate } from './evaluate';
import type { Latencies } from './takeTurns';
import type { Way } from './way';

/** A click that waits so long for its pod. */
const way = (ready: number): Way => ({
  clicked: 0,
  created: 10,
  replied: 20,
  made: 30,
  scheduled: 40,
  started: 50,
  ready,
  routed: ready + 80,
  offered: ready + 100,
  loaded: ready + 200,
  shown: ready + 250,
});

const took: Latencies = [
  [1, 2],
  [2, 3],
  [3, 7],
];
const rest = { seconds: 60, cpuShare: 0.01, megabytes: 50 };

describe('evaluate', () => {
  const result = evaluate({
    image: 'desktop',
    ways: [way(100), way(300), way(200)],
    rest,
    latencies: { echo: took, picture: took, key: took },
  });

  it('tells median and slowest of each part and of the whole', () => {
    expect(result).toMatchObject({
      image: 'desktop',
      clicks: 3,
      podReady: { p50: 200, p95: 300 },
      firstFrame: { p50: 450, p95: 550 },
      operator: { p50: 100, p95: 100 },
      rest,
    });
    expect(result.stages.ready).toEqual({ p50: 150, p95: 250 });
    expect(result.stages.shown).toEqual({ p50: 50, p95: 50 });
  });

  it('compares the ways by their means', () => {
    expect(result.latency.key).toEqual({
      times: 3,
      direct: { mean: 2, p50: 2, p95: 3 },
      traefik: { mean: 4, p50: 3, p95: 7 },
      ratio: { value: 2, margin: expect.closeTo(0.57) },
    });
  });
});
