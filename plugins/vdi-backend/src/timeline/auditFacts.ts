import { timeOf } from '../desktops/timeOf';
import { type AuditDeed, type AuditEntry } from './AuditTrail';
import type { Fact } from './Fact';
import { personName } from './personName';

const WORDS: Record<AuditDeed, { kind: Fact['kind']; title: string }> = {
  create: { kind: 'request', title: 'Requested' },
  update: { kind: 'request', title: 'Changed' },
  start: { kind: 'start', title: 'Started' },
  stop: { kind: 'stop', title: 'Stopped' },
  restart: { kind: 'restart', title: 'Restarted' },
  extend: { kind: 'request', title: 'Extended' },
  delete: { kind: 'request', title: 'Deleted' },
};

/** What people asked for through the portal. */
export function auditFacts(entries: readonly AuditEntry[]): Fact[] {
  return entries.flatMap(({ deed, actor, service, ...entry }) => {
    const at = timeOf(entry.time);
    if (at === undefined) return [];
    const through = service && `Asked for by ${service} on their behalf.`;
    const { kind, title } = WORDS[deed];
    return {
      at,
      kind,
      severity: 'info',
      title: `${title} by ${personName(actor)}`,
      detail: [entry.detail, through].filter(Boolean).join(' ') || undefined,
      actor,
      about: `deed/${deed}`,
    };
  });
}
