import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { aSession, aTemplate } from '../testing/objects';
import { noticeOf } from './noticeOf';

const MINUTE_MS = 60_000;
const NOON = Date.parse('2026-10-01T12:00:00Z');
const terms = { now: NOON, beforeMs: 15 * MINUTE_MS, link: '/desktops' };
const template = aTemplate('blender', {
  timeout: { default: '8h', max: '10h' },
  idleTimeout: '1h',
});

type Status = NonNullable<VDISession['status']>;

const running = (
  minutes: number,
  reason: 'TimeLimit' | 'Idle' = 'TimeLimit',
): Status => ({
  phase: 'Running',
  stopsAt: {
    time: new Date(NOON + minutes * MINUTE_MS).toISOString(),
    reason,
  },
});

const failed = (reason = 'DesktopCrashed', podUID?: string): Status => ({
  phase: 'Failed',
  podUID,
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason,
      message: 'The desktop ended 5 times in 3 min.',
      lastTransitionTime: '2026-10-01T11:00:00Z',
    },
  ],
});

const notice = (status: Status, spec: Partial<VDISession['spec']> = {}) =>
  noticeOf(aSession('alice-blender-1', spec, status), template, terms);

describe('of a desktop that stops', () => {
  it.each<[Status, Partial<VDISession['spec']>, string, string]>([
    [
      running(15, 'Idle'),
      {},
      'Blender 1 stops in 15 minutes because nobody has been connected',
      'Connect to it, or keep it on the Desktops page. Your files are kept.',
    ],
    [
      running(15),
      {},
      'Blender 1 stops in 15 minutes because of the 8 h limit of this template',
      'Extend it on the Desktops page to go on. Your files are kept.',
    ],
    [
      running(7.2),
      { timeout: '9h', persistence: { enabled: false } },
      'Blender 1 stops in 8 minutes because of the 9 h limit of this desktop',
      'Extend it on the Desktops page to go on. It has no home volume: what is saved in it alone is lost.',
    ],
    [
      running(0.5),
      { timeout: '10h' },
      'Blender 1 stops in 1 minute because of the 10 h limit of this template',
      'It has all the time that its template allows. Save your work; it can be started again. Your files are kept.',
    ],
  ])('%j, %j', (status, spec, title, description) => {
    expect(notice(status, spec)?.payload).toEqual({
      title,
      description,
      link: '/desktops',
      severity: 'normal',
      topic: 'desktop-stops',
      scope: 'desktop-stops/uid-of-alice-blender-1',
    });
  });

  it('is another one when it is put off, or has another reason', () => {
    const causes = [
      running(15),
      running(14.9),
      running(15, 'Idle'),
      running(15),
    ].map(status => notice(status)?.cause);
    expect(causes[3]).toBe(causes[0]);
    expect(new Set(causes).size).toBe(3);
  });

  it.each<[string, Status, Partial<VDISession['spec']>]>([
    ['later', running(15.1), {}],
    ['by now', running(0), {}],
    ['never', { phase: 'Running' }, {}],
    [
      'at a time that cannot be read',
      { phase: 'Running', stopsAt: { time: 'soon', reason: 'Idle' } },
      {},
    ],
    ['as its owner wants it', running(5), { running: false }],
    ['when half of its time is not over yet', running(6), { timeout: '10m' }],
    [
      'when half of its idle time is not over yet',
      running(11, 'Idle'),
      { idleTimeout: '20m' },
    ],
    ['before it could be used', { ...running(5), phase: 'Creating' }, {}],
  ])('is none where it stops %s', (_, status, spec) => {
    expect(notice(status, spec)).toBeUndefined();
  });
});

describe('of a desktop that failed', () => {
  it('has the words of its state', () => {
    expect(notice(failed())?.payload).toEqual({
      title: 'Blender 1 failed',
      description: 'The desktop ended 5 times in 3 min.',
      link: '/desktops',
      severity: 'high',
      topic: 'desktop-failed',
      scope: 'desktop-failed/uid-of-alice-blender-1',
    });
  });

  it('is one for each run and reason', () => {
    const causes = [
      failed('DesktopCrashed', 'run-1'),
      failed('OutOfMemory', 'run-1'),
      failed('DesktopCrashed', 'run-2'),
      failed('NameConflict'),
      failed('DesktopCrashed', 'run-1'),
    ].map(status => notice(status)?.cause);
    expect(causes[4]).toBe(causes[0]);
    expect(new Set(causes).size).toBe(4);
  });

  it('is none where its owner does not want it to run, or has it deleted', () => {
    expect(notice(failed(), { running: false })).toBeUndefined();
    const session = aSession('a', {}, failed());
    session.metadata.deletionTimestamp = '2026-10-01T12:00:00Z';
    expect(noticeOf(session, template, terms)).toBeUndefined();
  });

  it('has no character that does anything', () => {
    const session = aSession('a', {}, failed());
    session.metadata.annotations = {
      'vdi.kasm.io/title': 'A\u001b[31mred\u202e one',
    };
    expect(noticeOf(session, template, terms)?.payload.title).toBe(
      'Ared one failed',
    );
  });
});
