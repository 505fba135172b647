import type { Config } from '@backstage/config';
import { readRetention } from './readRetention';

/** How it is kept who asked for what. */
export interface AuditOptions {
  /** How long entries are kept, in milliseconds. */
  retentionMs: number;
}

/**
 * Reads `vdi.audit`.
 *
 * @throws InputError naming the setting when it is not what it must be.
 */
export function readAuditOptions(root: Config): AuditOptions {
  return { retentionMs: readRetention(root, 'vdi.audit.retention') };
}
