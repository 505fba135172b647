import type { PluginDatabase } from '../database/PluginDatabase';
import type { Span } from './addUpUsage';

/** Since when, and until when, a cluster's desktops were watched, and when they were not in between. Milliseconds since 1970. */
export interface Coverage {
  cluster: string;
  since: number;
  until: number;
  /** Within the period that was asked for. */
  gaps: Span[];
}

/**
 * What of a period was watched, cluster by cluster.
 *
 * @throws DatabaseUnavailableError
 */
export async function readCoverage(
  database: PluginDatabase,
  { from, to }: Span,
): Promise<Coverage[]> {
  return database.use(async knex => {
    const watches = await knex('usage_watches').orderBy('cluster');
    const gaps = await knex('usage_gaps')
      .where('left_at', '<', to)
      .where('back_at', '>', from)
      .orderBy('left_at');
    return watches.map(({ cluster, since, seen_at }) => ({
      cluster,
      since: Number(since),
      until: Number(seen_at),
      gaps: gaps
        .filter(gap => gap.cluster === cluster)
        .map(({ left_at, back_at }) => ({
          from: Number(left_at),
          to: Number(back_at),
        })),
    }));
  });
}
