import type { UsageQuestion, UsageTotal } from '../usage/addUpUsage';
import type { Run } from '../usage/Run';

/** What the database is to find: the same from runs in memory, as plainly as can be. */
export function addUpByHand(
  { spans, by, owners, now }: UsageQuestion,
  known: {
    runs: readonly Run[];
    /** When their cluster was last watched. */
    seenAt: number;
    /** By owner. */
    groups: Record<string, string[]>;
  },
): UsageTotal[] {
  const totals = new Map<string, UsageTotal & { sessions: Set<string> }>();
  const keysOf = ({ owner, template, entityRef }: Run) => {
    const groups = known.groups[owner] ?? [null];
    const keys = {
      user: [owner],
      template: [template],
      entity: [entityRef ?? null],
      group: groups,
    };
    return by ? keys[by] : [null];
  };
  for (const [span, { from, to }] of spans.entries()) {
    for (const run of known.runs) {
      const { at, by: latest } = run.end ?? { at: known.seenAt, by: now };
      const within = (end: number) =>
        Math.max(0, Math.min(end, to) - Math.max(run.startedAt, from));
      const isIn = run.startedAt < to && latest > from;
      if (!isIn || owners?.includes(run.owner) === false) continue;
      for (const key of keysOf(run)) {
        const id = JSON.stringify([span, key]);
        const nothing = () => ({ session: 0, gpu: 0 });
        const total = totals.get(id) ?? {
          span,
          key,
          desktops: 0,
          runs: 0,
          known: nothing(),
          unknown: nothing(),
          sessions: new Set<string>(),
        };
        totals.set(id, total);
        const unknown = within(latest) - within(at);
        total.desktops = total.sessions.add(run.sessionUid).size;
        total.runs += 1;
        total.known.session += within(at);
        total.known.gpu += within(at) * run.gpu;
        total.unknown.session += unknown;
        total.unknown.gpu += unknown * run.gpu;
      }
    }
  }
  return [...totals.values()].map(({ sessions: _, ...total }) => total);
}
