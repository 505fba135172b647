import type { Config } from '@backstage/config';
import { readRetention } from './readRetention';

/** How usage is kept. */
export interface UsageOptions {
  /** How long the runs of desktops are kept, in milliseconds. */
  retentionMs: number;
}

/**
 * Reads `vdi.usage`.
 *
 * @throws InputError naming the setting when it is not what it must be.
 */
export function readUsageOptions(root: Config): UsageOptions {
  return { retentionMs: readRetention(root, 'vdi.usage.retention') };
}
