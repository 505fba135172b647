import type { Comparison, ImageResult } from './evaluate';
import { goalsOfClick } from './goals';

const fast = { p50: 1, p95: 2 };
const comparison = (value: number): Comparison => ({
  times: 30,
  direct: { mean: 1, ...fast },
  traefik: { mean: 1, ...fast },
  ratio: { value, margin: 0.03 },
});
const result = (image: string): ImageResult => ({
  image,
  clicks: 3,
  stages: {
    replied: fast,
    made: fast,
    scheduled: fast,
    started: fast,
    ready: fast,
    routed: fast,
    offered: fast,
    loaded: fast,
    shown: fast,
  },
  podReady: { p50: 2_000, p95: 3_500 },
  firstFrame: { p50: 4_000, p95: 4_500 },
  operator: { p50: 200, p95: 301 },
  rest: { seconds: 60, cpuShare: 0.031, megabytes: 100 },
  latency: {
    echo: comparison(9),
    picture: comparison(1.1),
    key: comparison(1.2),
  },
});

const told = (image: string) =>
  goalsOfClick(result(image)).map(({ what, met }) => [what, met]);

describe('goalsOfClick', () => {
  it('asks the small desktop for all of them', () => {
    expect(told('desktop-novnc')).toEqual([
      ['operator and route p50, ms', true],
      ['operator and route p95, ms', false],
      ['click → pod Ready p50, ms', true],
      ['click → pod Ready p95, ms', false],
      ['click → first frame p50, ms', true],
      ['click → first frame p95, ms', true],
      ['CPU at rest, % of a core', false],
      ['memory at rest, MB', true],
      ['picture through Traefik, ratio ± 0.03', true],
      ['key → picture through Traefik, ratio ± 0.03', false],
    ]);
  });

  it('lets others take their time until their pod is Ready', () => {
    expect(told('desktop-selkies').flat()).not.toContain(
      'click → pod Ready p50, ms',
    );
  });
});
