import type { AuditEntry, AuditTrail } from '../timeline/AuditTrail';

/** An audit trail without a database, for tests. */
export class MemoryAuditTrail implements AuditTrail {
  readonly #entries = new Map<string, AuditEntry[]>();

  /** Adds what somebody asked for to the trail of the session with this UID. */
  add(uid: string, entry: Omit<AuditEntry, 'id'>): void {
    const entries = this.#entries.get(uid) ?? [];
    this.#entries.set(uid, [...entries, { ...entry, id: `${entries.length}` }]);
  }

  clear(): void {
    this.#entries.clear();
  }

  async of(uid: string): Promise<readonly AuditEntry[]> {
    return this.#entries.get(uid) ?? [];
  }
}
