import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** A year, and a month in which somebody looks at it. */
const DEFAULT_RETENTION: HumanDuration = { days: 400 };

const DAY_MS = 24 * 3_600_000;

/**
 * Reads how long something is kept, in milliseconds.
 *
 * @param key - of the setting
 * @throws InputError naming the setting when it is not what it must be.
 */
export function readRetention(root: Config, key: string): number {
  const retention = root.has(key)
    ? readDurationFromConfig(root, { key })
    : DEFAULT_RETENTION;
  const retentionMs = durationToMilliseconds(retention);
  if (retentionMs >= DAY_MS) return retentionMs;
  throw new InputError(
    `${key} must be a day or more: what is of today could not be told otherwise.`,
  );
}
