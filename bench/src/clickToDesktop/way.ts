/** What a click goes through until its desktop is seen, in the order of the table. */
export const MOMENTS = [
  'replied',
  'made',
  'scheduled',
  'started',
  'ready',
  'routed',
  'offered',
  'loaded',
  'shown',
] as const;

/** One of {@link MOMENTS}. */
export type Moment = (typeof MOMENTS)[number];

/** When one click reached what, in milliseconds since 1970 by this machine's clock, which the browser shares. */
export interface Way extends Record<Moment, number> {
  clicked: number;
  /** The session was there for everybody who watches. */
  created: number;
}

/** How long each part took since the latest of those before it: what went on beside an earlier one takes nothing. Pure. */
export function stagesOf(way: Way): Record<Moment, number> {
  let last = way.clicked;
  const stages = MOMENTS.map(moment => {
    const took = Math.max(way[moment] - last, 0);
    last = Math.max(way[moment], last);
    return [moment, took];
  });
  return Object.fromEntries(stages);
}

/** What operator and route took: from the session to the last of its children, and from a Ready pod to the status that says Running. Pure. */
export function operatorShare({ created, made, ready, routed }: Way): number {
  return Math.max(made - created, 0) + Math.max(routed - ready, 0);
}
