import {
  describeState,
  type Tone,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import type { Condition, ConditionFact } from './Condition';
import type { Fact } from './Fact';
import { sentences } from './sentences';
import { ofRun } from './startFacts';

/** Reasons that are told by facts of their own. */
const TOLD = new Set([
  'Deleting',
  'TimeLimit',
  'Idle',
  'ByUser',
  'ByAdmin',
  'Evicted',
]);

const SEVERITIES: Partial<Record<Tone, Fact['severity']>> = {
  waiting: 'warning',
  danger: 'error',
};

const KINDS: Partial<Record<string, ConditionFact['kind']>> = {
  Running: 'running',
  Stopped: 'stop',
};

/** What the condition `Ready` says, which sums up the others. */
export function readyFact(
  condition: Condition,
  { status }: VDISession,
): ConditionFact | undefined {
  const { reason, message } = condition;
  if (condition.status === 'True') {
    return {
      kind: 'running',
      severity: 'success',
      title: 'Ready to open',
      lasting: false,
      about: ofRun(status?.podUID, 'open'),
    };
  }
  if (TOLD.has(reason)) return undefined;
  const { phase, tone, word } = describeState(status?.phase, reason);
  const known = {
    at: since(condition, status),
    severity: SEVERITIES[tone] ?? 'info',
  };
  switch (reason) {
    case 'PullingImage':
      return {
        ...known,
        kind: 'start',
        title: `The image is being fetched${status?.nodeName ? ` on ${status.nodeName}` : ''}`,
        about: ofRun(status?.podUID, 'Pulling'),
      };
    case 'WaitingForGPU':
    case 'WaitingForNode':
      return {
        ...known,
        kind: 'start',
        title: word,
        detail: message,
        message: schedulerSays(status),
        about: ofRun(status?.podUID, 'FailedScheduling'),
      };
    default:
      return {
        ...known,
        kind: KINDS[phase] ?? 'start',
        ...sentences(message),
        about: `session/${reason}`,
      };
  }
}

/** `Ready` keeps its time while it stays untrue, and a start is as far as its last stage at the least. */
function since(
  { lastTransitionTime }: Condition,
  status: VDISession['status'],
): number | undefined {
  const times = [lastTransitionTime, ...Object.values(status?.timings ?? {})];
  return Math.max(...times.flatMap(time => timeOf(time) ?? []));
}

/** The scheduler's own words, for the one who can read them. */
function schedulerSays(status: VDISession['status']): string | undefined {
  const scheduled = status?.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
  return scheduled?.status === 'False' ? scheduled.message : undefined;
}
