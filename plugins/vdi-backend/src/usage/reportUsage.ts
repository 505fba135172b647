import type { Usage, UsageAmount } from '@backstage-vdi/plugin-vdi-common';
import type { PluginDatabase } from '../database/PluginDatabase';
import {
  addUpUsage,
  type Span,
  type UsageKey,
  type UsageTotal,
} from './addUpUsage';
import { readCoverage } from './readCoverage';
import type { Period } from './readPeriod';

const HOUR_MS = 3_600_000;

/** What to tell of. */
export interface UsageRequest {
  period: Period;
  by: UsageKey;
  /** Whose runs count, as `canonicalOwner` spells them. Everybody's where absent. */
  owners?: readonly string[];
}

const NOTHING = {
  desktops: 0,
  runs: 0,
  known: { session: 0, gpu: 0 },
  unknown: { session: 0, gpu: 0 },
};

const hours = (ms: number) => Number((ms / HOUR_MS).toFixed(4));
const time = (ms: number) => new Date(ms).toISOString();
const span = ({ from, to }: Span) => ({ from: time(from), to: time(to) });

/**
 * What was used in a period: by whom or what, all together, and how much of the period is known.
 *
 * @throws DatabaseUnavailableError
 */
export async function reportUsage(
  { period, by, owners }: UsageRequest,
  options: {
    database: PluginDatabase;
    /** How long runs are kept, in milliseconds. */
    retentionMs: number;
    /** Milliseconds since 1970. */
    now: number;
  },
): Promise<Usage> {
  const { database, now, retentionMs } = options;
  const [rows, [total], coverage] = await Promise.all([
    addUpUsage(database, { spans: period.spans, by, owners, now }),
    addUpUsage(database, { spans: [period], owners, now }),
    readCoverage(database, period),
  ]);
  return {
    ...span(period),
    timeZone: period.timeZone,
    by,
    items: rows.sort(compareTotals).map(row => ({
      ...span(period.spans[row.span]),
      key: row.key?.replace(/^email:/, '') ?? null,
      ...amountOf(row),
    })),
    total: amountOf(total ?? NOTHING),
    coverage: coverage.map(({ cluster, since, until, gaps }) => ({
      cluster,
      since: time(Math.max(since, now - retentionMs)),
      until: time(until),
      gaps: gaps.map(span),
    })),
  };
}

function amountOf({
  desktops,
  runs,
  known,
  unknown,
}: Omit<UsageTotal, 'span' | 'key'>): UsageAmount {
  return {
    desktops,
    runs,
    sessionHours: hours(known.session),
    gpuHours: hours(known.gpu),
    unknownSessionHours: hours(unknown.session),
    unknownGpuHours: hours(unknown.gpu),
  };
}

/** Day by day, who used most first; what has no name last among those of the same use. */
function compareTotals(a: UsageTotal, b: UsageTotal): number {
  return (
    a.span - b.span ||
    b.known.gpu - a.known.gpu ||
    b.known.session - a.known.session ||
    Number(a.key === null) - Number(b.key === null) ||
    (a.key ?? '').localeCompare(b.key ?? '', 'en')
  );
}
