/** What somebody asked for. */
export type AuditDeed =
  'create' | 'update' | 'start' | 'stop' | 'restart' | 'extend' | 'delete';

/** Something that somebody asked of the portal, and that it did. */
export interface AuditEntry {
  /** No other entry's. */
  id: string;
  /** RFC 3339. */
  time: string;
  deed: AuditDeed;
  /** Entity ref of the one who asked. */
  actor: string;
  /** The service that asked on their behalf, such as `plugin:scaffolder`. */
  service?: string;
  /** What it was about, in whole sentences: `By 2 h.` */
  detail?: string;
}

/** What the portal remembers of who asked for what. */
export interface AuditTrail {
  /**
   * The latest entries of the session with this UID, in any order: as many as its keeper thinks right.
   *
   * @throws ServiceUnavailableError when they cannot be had.
   */
  of(uid: string): Promise<readonly AuditEntry[]>;
}
