import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** How usage is kept. */
export interface UsageOptions {
  /** How long the runs of desktops are kept, in milliseconds. */
  retentionMs: number;
}

/** A year, and a month in which somebody adds it up. */
const DEFAULT_RETENTION: HumanDuration = { days: 400 };

const DAY_MS = 24 * 3_600_000;

/**
 * Reads `vdi.usage`.
 *
 * @throws InputError naming the setting when it is not what it must be.
 */
export function readUsageOptions(root: Config): UsageOptions {
  const key = 'vdi.usage.retention';
  const retention = root.has(key)
    ? readDurationFromConfig(root, { key })
    : DEFAULT_RETENTION;
  const retentionMs = durationToMilliseconds(retention);
  if (retentionMs >= DAY_MS) return { retentionMs };
  throw new InputError(
    `${key} must be a day or more: what is used today could not be told otherwise.`,
  );
}
