import type { ImageResult } from './evaluate';
import { goalsOfClick } from './goals';

const fast = { p50: 1, p95: 2 };
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
    echo: { direct: fast, traefik: fast, ratio: 9 },
    picture: { direct: fast, traefik: fast, ratio: 1.1 },
    key: { direct: fast, traefik: fast, ratio: 1.2 },
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
      ['picture through Traefik p50, ratio', true],
      ['key → picture through Traefik p50, ratio', false],
    ]);
  });

  it('lets others take their time until their pod is Ready', () => {
    expect(told('desktop-selkies').flat()).not.toContain(
      'click → pod Ready p50, ms',
    );
  });
});
