import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../dev/sessions';
import { clockOf, untilNextChange, type Clock } from './clock';

const NOW = Date.parse('2026-11-02T15:46:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (ms: number) => new Date(NOW + ms).toISOString();

const session = (changes: Partial<SessionView>): SessionView => ({
  ...newSession('blender', 1, NOW - HOUR),
  ...changes,
});

describe('clockOf', () => {
  it.each<[string, Partial<SessionView>, Partial<Clock>]>([
    [
      'what is left of a run',
      {
        phase: 'Running',
        stopsAt: { time: at(2 * HOUR), reason: 'TimeLimit' },
      },
      { kind: 'left', ms: 2 * HOUR, totalMs: 8 * HOUR, soon: false },
    ],
    [
      'less than 15 minutes are soon',
      {
        phase: 'Running',
        stopsAt: { time: at(15 * MINUTE - 1), reason: 'Idle' },
      },
      { kind: 'left', soon: true },
    ],
    [
      '15 minutes are not',
      { phase: 'Running', stopsAt: { time: at(15 * MINUTE), reason: 'Idle' } },
      { kind: 'left', soon: false },
    ],
    [
      'never less than nothing',
      {
        phase: 'Running',
        stopsAt: { time: at(-MINUTE), reason: 'TimeLimit' },
      },
      { kind: 'left', ms: 0, soon: true },
    ],
    [
      'no part of a run that was extended beyond its limit',
      {
        phase: 'Running',
        stopsAt: { time: at(9 * HOUR), reason: 'TimeLimit' },
      },
      { kind: 'left', totalMs: undefined },
    ],
    [
      'no part of a limit that cannot be read',
      {
        phase: 'Running',
        timeout: 'for ever',
        stopsAt: { time: at(HOUR), reason: 'TimeLimit' },
      },
      { kind: 'left', ms: HOUR, totalMs: undefined },
    ],
    [
      'how long a desktop without an end is up',
      { phase: 'Running', startedAt: at(-MINUTE) },
      { kind: 'up', ms: MINUTE },
    ],
    [
      'how long a start takes',
      { phase: 'Creating' },
      { kind: 'requested', ms: HOUR },
    ],
    [
      'nothing negative where the clocks differ',
      { phase: 'Creating', createdAt: at(3_000) },
      { kind: 'requested', ms: 0 },
    ],
    [
      'when it stopped',
      { phase: 'Stopped', stoppedAt: at(-MINUTE) },
      { kind: 'ended', ms: MINUTE },
    ],
    [
      'when it failed',
      { phase: 'Failed', stoppedAt: at(-MINUTE) },
      { kind: 'ended', ms: MINUTE },
    ],
    [
      'the request where a failure has no time',
      { phase: 'Failed' },
      { kind: 'requested', ms: HOUR },
    ],
  ])('%s', (_, changes, expected) => {
    expect(clockOf(session(changes), NOW)).toMatchObject(expected);
  });

  it('says nothing while a desktop is deleted', () => {
    expect(clockOf(session({ phase: 'Terminating' }), NOW)).toBeUndefined();
  });
});

describe('untilNextChange', () => {
  it.each<[string, Clock['kind'], number, number]>([
    ['seconds count up below a minute', 'requested', 48_200, 800],
    ['minutes count up above', 'requested', 90_000, 30_000],
    ['minutes count down', 'left', 2 * HOUR + 5_000, 5_001],
    ['seconds count down below a minute', 'left', 59_400, 401],
    [
      'a run that should have ended by now has no next number',
      'left',
      0,
      MINUTE,
    ],
  ])('%s', (_, kind, ms, expected) => {
    expect(untilNextChange({ kind, ms, moment: at(0), soon: false })).toBe(
      expected,
    );
  });
});
