import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import type { Condition, ConditionFact } from './Condition';
import type { Fact } from './Fact';
import { readyFact } from './readyFact';
import { sentences } from './sentences';

/** Of the conditions that are not here `Ready` says what there is to say. */
const FACTS: Record<
  string,
  | ((condition: Condition, session: VDISession) => ConditionFact | undefined)
  | undefined
> = {
  Ready: readyFact,
  Expiring: ({ status, message }) =>
    status === 'True'
      ? {
          kind: 'running',
          severity: 'warning',
          title: 'It ends soon',
          detail: message,
          about: 'session/Expiring',
        }
      : undefined,
  StorageReady: condition =>
    condition.reason === 'Deleting'
      ? untrue(condition, 'home', 'warning')
      : undefined,
  UpToDate: condition => untrue(condition, 'change', 'info'),
  Valid: condition => untrue(condition, 'change', 'warning'),
};

/** What the conditions of a session say is so now, and not merely is as usual. The time of each is that of its last change at best. */
export function conditionFacts(session: VDISession): Fact[] {
  return (session.status?.conditions ?? []).flatMap(condition => {
    const known = FACTS[condition.type]?.(condition, session);
    const at = timeOf(condition.lastTransitionTime);
    return known && at !== undefined
      ? [{ at, lasting: true, reason: condition.reason, ...known }]
      : [];
  });
}

function untrue(
  { status, reason, message }: Condition,
  kind: Fact['kind'],
  severity: Fact['severity'],
): ConditionFact | undefined {
  return status === 'False'
    ? { kind, severity, ...sentences(message), about: `session/${reason}` }
    : undefined;
}
