import { figure } from '../figure';
import { type Goal, goal } from '../goal';
import type { ImageResult } from './evaluate';
import type { Ratio } from './ratioOfMeans';

/** The one that is made to start soon. */
const QUICK = 'desktop-novnc';

/** What a click is to reach with one image. */
export function goalsOfClick({
  image,
  podReady,
  firstFrame,
  operator,
  rest,
  latency,
}: ImageResult): Goal[] {
  const atMost = (what: string, value: number, limit: number) =>
    goal(image, what, value, { atMost: limit });
  const both = (
    what: string,
    { p50, p95 }: ImageResult['podReady'],
    limit: number,
  ) => [
    atMost(`${what} p50, ms`, p50, limit),
    atMost(`${what} p95, ms`, p95, limit),
  ];
  const ratio = (what: string, { value, margin }: Ratio) =>
    atMost(`${what} through Traefik, ratio ± ${figure(margin, 2)}`, value, 1.1);
  return [
    ...both('operator and route', operator, 300),
    ...(image === QUICK ? both('click → pod Ready', podReady, 3_000) : []),
    ...both('click → first frame', firstFrame, 5_000),
    atMost('CPU at rest, % of a core', rest.cpuShare * 100, 3),
    atMost('memory at rest, MB', rest.megabytes, 250),
    // An echo is next to nothing, beside which everything is much.
    ratio('picture', latency.picture.ratio),
    ratio('key → picture', latency.key.ratio),
  ];
}
