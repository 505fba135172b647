import type { VDISession } from './generated/VDISession';

/** Where a desktop is in its life: `status.phase`. */
export type Phase = NonNullable<NonNullable<VDISession['status']>['phase']>;

/** All phases. */
export const PHASES = [
  'Pending',
  'Creating',
  'Running',
  'Stopped',
  'Terminating',
  'Failed',
] as const satisfies readonly Phase[];

/** How urgent a state is; pages choose a colour by it, never colour alone. */
export type Tone = 'positive' | 'progress' | 'waiting' | 'neutral' | 'danger';

/** What people are told about a state. */
export interface StateWords {
  phase: Phase;
  /** One or two words, the same in the API, on the page and in the documentation. */
  word: string;
  tone: Tone;
}

const words = (phase: Phase, word: string, tone: Tone): StateWords => ({
  phase,
  word,
  tone,
});

/**
 * Every reason that the `Ready` condition of a VDISession can have, with the phase it belongs to and its word. The sentence
 * that goes with it is the condition's message. A new reason gets its row here first.
 */
export const STATES = {
  TemplateNotFound: words('Pending', 'Waiting', 'waiting'),
  QuotaExceeded: words('Pending', 'Waiting', 'waiting'),
  HostNameTaken: words('Pending', 'Waiting', 'waiting'),
  Accepted: words('Pending', 'Starting', 'progress'),
  WaitingForGPU: words('Creating', 'Waiting for a GPU', 'waiting'),
  WaitingForNode: words('Creating', 'Waiting for a node', 'waiting'),
  Scheduling: words('Creating', 'Starting', 'progress'),
  PullingImage: words('Creating', 'Starting', 'progress'),
  AttachingHome: words('Creating', 'Starting', 'progress'),
  SecretNotFound: words('Creating', 'Waiting', 'waiting'),
  StartingDesktop: words('Creating', 'Starting', 'progress'),
  Restarting: words('Creating', 'Restarting', 'progress'),
  WaitingForRoute: words('Creating', 'Almost there', 'progress'),
  RouteNotAvailable: words('Creating', 'Waiting for its address', 'waiting'),
  Running: words('Running', 'Running', 'positive'),
  ExpiringSoon: words('Running', 'Running', 'positive'),
  NodeLost: words('Running', 'Reconnecting', 'progress'),
  Stopping: words('Stopped', 'Stopping', 'neutral'),
  TimeLimit: words('Stopped', 'Stopped', 'neutral'),
  Idle: words('Stopped', 'Stopped', 'neutral'),
  ByUser: words('Stopped', 'Stopped', 'neutral'),
  ByAdmin: words('Stopped', 'Stopped', 'neutral'),
  Evicted: words('Stopped', 'Stopped', 'neutral'),
  ImageCannotBePulled: words('Failed', 'Failed', 'danger'),
  DesktopCrashed: words('Failed', 'Failed', 'danger'),
  OutOfMemory: words('Failed', 'Failed', 'danger'),
  DiskFull: words('Failed', 'Failed', 'danger'),
  HomeLost: words('Failed', 'Failed', 'danger'),
  NameConflict: words('Failed', 'Failed', 'danger'),
  HostNameReserved: words('Failed', 'Failed', 'danger'),
  Refused: words('Failed', 'Failed', 'danger'),
  Deleting: words('Terminating', 'Deleting', 'neutral'),
} as const satisfies Record<string, StateWords>;

/** Reason of the `Ready` condition. */
export type Reason = keyof typeof STATES;

/** Words for a phase whose reason is not known, as on an object that another version of the operator wrote. */
const PHASE_WORDS: Record<Phase, StateWords> = {
  Pending: words('Pending', 'Waiting', 'waiting'),
  Creating: words('Creating', 'Starting', 'progress'),
  Running: words('Running', 'Running', 'positive'),
  Stopped: words('Stopped', 'Stopped', 'neutral'),
  Terminating: words('Terminating', 'Deleting', 'neutral'),
  Failed: words('Failed', 'Failed', 'danger'),
};

/**
 * Words for what a session's status says. A session without a reason yet is starting: the operator tells of a state that
 * passes by itself only when it lasts.
 */
export function describeState(
  phase: Phase = 'Pending',
  reason?: string,
): StateWords {
  if (phase === 'Pending' && !reason) return STATES.Accepted;
  const known = (STATES as Record<string, StateWords | undefined>)[
    reason ?? ''
  ];
  return known?.phase === phase ? known : PHASE_WORDS[phase];
}
