import {
  ANNOTATION_ACTIVE_AT,
  termsOf,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Activity, Status } from '../session/view';
import { aSession, at, aTemplate, T0 } from '../testing/objects';
import { nextEnd } from './nextEnd';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const PROBE_EVERY = 30 * SECOND;
const WARN_BEFORE = 15 * MINUTE;

interface Case {
  spec?: object;
  annotations?: Record<string, string>;
  template?: Partial<VDITemplate['spec']>;
  status?: Status;
  /** Since the desktop became ready at T0. */
  after?: number;
  startedAt?: number | undefined;
  heldSince?: number;
  activity?: Partial<Activity>;
}

function clockOf(parts: Case) {
  const { after = HOUR, status, annotations, activity } = parts;
  const session = {
    ...aSession({ spec: parts.spec, metadata: { annotations } }),
    status,
  };
  const now = T0 + after;
  return nextEnd(
    {
      session,
      terms: termsOf(session, parts.template && aTemplate(parts.template)),
      startedAt: 'startedAt' in parts ? parts.startedAt : T0,
      heldSince: parts.heldSince,
      activity: activity && { source: 'test', ...activity },
      now,
      probeEvery: PROBE_EVERY,
    },
    WARN_BEFORE,
  );
}

/** `reason after so many minutes: why`. */
function shortly(parts: Case): string | undefined {
  const { end } = clockOf(parts);
  return end && `${end.reason} ${(end.at - T0) / MINUTE}: ${end.why}`;
}

const expiringSince = (after: number, status: 'True' | 'False' = 'True') => ({
  conditions: [
    {
      type: 'Expiring',
      status,
      reason: 'TimeLimit',
      message: '',
      lastTransitionTime: at(after / SECOND),
    },
  ],
});

describe('the time limit', () => {
  it.each<[string, Case, string | undefined]>([
    [
      'is the session’s own',
      { spec: { timeout: '4h' } },
      'TimeLimit 240: the 4 h limit of this desktop',
    ],
    [
      'is the template’s where the session says none',
      {
        spec: { timeout: undefined },
        template: { timeout: { default: '2h' } },
      },
      'TimeLimit 120: the 2 h limit of this template',
    ],
    [
      'is called the template’s where the session only repeats it',
      { spec: { timeout: '2h' }, template: { timeout: { default: '2h' } } },
      'TimeLimit 120: the 2 h limit of this template',
    ],
    [
      'is never longer than the template allows',
      { spec: { timeout: '48h' }, template: { timeout: { max: '12h' } } },
      'TimeLimit 720: the 12 h limit of this template',
    ],
    [
      'is a working day where nobody says anything',
      { spec: { timeout: undefined } },
      'TimeLimit 480: the 8 h limit of this desktop',
    ],
    [
      'is the usual one where it cannot be read',
      { spec: { timeout: 'soon' } },
      'TimeLimit 480: the 8 h limit of this desktop',
    ],
    [
      'survives a time that no clock can show',
      { spec: { timeout: '99999999999h' } },
      expect.stringMatching(/^TimeLimit [\d.]+: /),
    ],
    [
      'is not there before a desktop takes up a node',
      { startedAt: undefined },
      undefined,
    ],
    [
      'counts from its node for a desktop that never becomes ready',
      { startedAt: undefined, heldSince: T0 + 5 * MINUTE },
      'TimeLimit 485: the 8 h limit of this desktop',
    ],
  ])('%s', (_, parts, expected) => {
    expect(shortly(parts)).toEqual(expected);
  });
});

describe('the idle time', () => {
  const spec = { idleTimeout: '90m' };
  const idleAt = (idleSince: number) => ({ idleSince: T0 + idleSince });

  it.each<[string, Case, string]>([
    [
      'is the clock while nobody is connected',
      { spec, activity: idleAt(30 * MINUTE) },
      'Idle 120: nobody has been connected since 10:30 UTC',
    ],
    [
      'is the template’s where the session says none',
      { template: { idleTimeout: '60m' }, activity: idleAt(30 * MINUTE) },
      'Idle 90: nobody has been connected since 10:30 UTC',
    ],
    [
      'counts from the start where nobody ever was',
      { spec, activity: idleAt(-5 * MINUTE) },
      'Idle 90: nobody has been connected since 10:00 UTC',
    ],
    [
      'counts from when somebody said to keep the desktop',
      {
        spec,
        annotations: { [ANNOTATION_ACTIVE_AT]: at(50 * 60) },
        activity: idleAt(30 * MINUTE),
      },
      'Idle 140: nobody has been connected since it was kept at 10:50 UTC',
    ],
    [
      'counts from now at most where they go by a clock that is ahead',
      {
        spec,
        annotations: { [ANNOTATION_ACTIVE_AT]: at(9_000 * 60) },
        activity: idleAt(-HOUR),
        // Not told of yet at that very moment.
      },
      'TimeLimit 480: the 8 h limit of this desktop',
    ],
  ])('%s', (_, parts, expected) => {
    expect(shortly(parts)).toBe(expected);
  });

  it.each<[string, Case]>([
    ['nobody set one', { activity: idleAt(0) }],
    ['nothing is known', { spec }],
    ['somebody is connected', { spec, activity: {} }],
    [
      'it is over, but the last look was too long ago',
      {
        spec,
        after: 2 * HOUR,
        activity: { ...idleAt(0), lastProbe: T0 + 2 * HOUR - 91 * SECOND },
      },
    ],
    [
      'it is over, but the clock was set back since the last look',
      {
        spec,
        after: 2 * HOUR,
        activity: { ...idleAt(0), lastProbe: T0 + 3 * HOUR },
      },
    ],
    [
      'it is over, but nobody ever looked',
      {
        spec,
        after: 2 * HOUR,
        activity: { ...idleAt(0), lastProbe: undefined },
      },
    ],
    ['the desktop has just been left', { spec, activity: idleAt(59 * MINUTE) }],
    [
      'the limit comes first',
      { spec, after: 7 * HOUR, activity: idleAt(7 * HOUR - 5 * MINUTE) },
    ],
  ])('is no reason while %s', (_, parts) => {
    expect(clockOf(parts).end?.reason).toBe('TimeLimit');
  });

  it('says when it will be the clock', () => {
    const activity = idleAt(59 * MINUTE);
    expect(clockOf({ spec, activity }).changesAt).toBe(T0 + 61 * MINUTE);
  });

  it('is looked at again soon while it is over and not known for sure', () => {
    const activity = { ...idleAt(0), lastProbe: T0 };
    const { changesAt } = clockOf({ spec, after: 2 * HOUR, activity });
    expect(changesAt).toBe(T0 + 2 * HOUR + PROBE_EVERY);
  });
});

describe('a warning', () => {
  it.each<[string, Case, number]>([
    ['is told in time, and nothing moves', { after: 7.75 * HOUR }, 480],
    [
      'was told in time, and nothing moves',
      { after: 7.9 * HOUR, status: expiringSince(7.75 * HOUR) },
      480,
    ],
    ['is given where nobody looked in time', { after: 9 * HOUR }, 9 * 60 + 15],
    [
      'is given where the template allows less all at once',
      { after: 5 * HOUR, template: { timeout: { max: '2h' } } },
      5 * 60 + 15,
    ],
    [
      'is given once',
      { after: 9.2 * HOUR, status: expiringSince(9 * HOUR) },
      9 * 60 + 15,
    ],
    [
      'is given anew after it was taken back',
      { after: 9 * HOUR, status: expiringSince(7 * HOUR, 'False') },
      9 * 60 + 15,
    ],
    [
      'that was told in the future was read',
      { after: 9 * HOUR, status: expiringSince(30 * HOUR) },
      480,
    ],
    [
      'takes half of a short time at most',
      { spec: { timeout: '4m' }, after: 5 * MINUTE },
      7,
    ],
  ])('%s', (_, parts, minutes) => {
    expect((clockOf(parts).end!.at - T0) / MINUTE).toBe(minutes);
  });
});

describe('being turned off', () => {
  const off = { running: false };

  it.each<[string, Case, string]>([
    ['is the owner’s doing', {}, 'ByUser'],
    [
      'is the clock’s doing where that ran out',
      { status: { stopsAt: { time: at(1_800), reason: 'Idle' } } },
      'Idle',
    ],
    [
      'is the owner’s doing before the clock runs out',
      { status: { stopsAt: { time: at(9_000), reason: 'Idle' } } },
      'ByUser',
    ],
    [
      'keeps its reason',
      { status: { phase: 'Stopped', stopReason: 'TimeLimit' } },
      'TimeLimit',
    ],
  ])('%s', (_, parts, reason) => {
    const { end } = clockOf({ ...parts, spec: { ...parts.spec, ...off } });
    expect(end).toMatchObject({ reason, at: 0 });
  });
});
