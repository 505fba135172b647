import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../dev/sessions';
import { spokenChanges } from './changes';
import { filterSessions } from './filter';
import { nextStep } from './nextStep';
import { pollInterval } from './polling';
import { sumUsage } from './usage';

const session = (changes: Partial<SessionView> = {}): SessionView => ({
  ...newSession('blender', 1, 0),
  phase: 'Running',
  reason: 'Running',
  ...changes,
});

describe('pollInterval', () => {
  it.each<[string, Partial<SessionView>, boolean, number]>([
    ['a start', { phase: 'Creating', reason: 'PullingImage' }, true, 2_000],
    [
      'a request of which nothing is told yet',
      { phase: 'Pending', reason: undefined },
      true,
      2_000,
    ],
    ['a deletion', { phase: 'Terminating', reason: 'Deleting' }, true, 2_000],
    ['a stop', { phase: 'Stopped', reason: 'Stopping' }, true, 2_000],
    ['a lost node', { reason: 'NodeLost' }, true, 2_000],
    ['rest, with signals', {}, true, 30_000],
    ['rest, without signals', {}, false, 10_000],
    [
      'a wait of hours',
      { phase: 'Creating', reason: 'WaitingForGPU' },
      false,
      10_000,
    ],
    [
      'a start of which no more can be known',
      { phase: 'Creating', reason: 'PullingImage', stale: true },
      true,
      30_000,
    ],
  ])('%s', (_, changes, signalsAvailable, expected) => {
    const sessions = [session(), session(changes)];
    expect(pollInterval({ sessions, signalsAvailable, failed: false })).toBe(
      expected,
    );
  });

  it('does not press a server that does not answer', () => {
    const sessions = [session({ phase: 'Creating', reason: 'PullingImage' })];
    expect(
      pollInterval({ sessions, signalsAvailable: true, failed: true }),
    ).toBe(10_000);
  });
});

describe('nextStep', () => {
  it.each<[string, Partial<SessionView>, string | undefined]>([
    ['a running one is opened', { url: 'https://a.vdi.localhost' }, 'open'],
    [
      'one whose address does not answer is waited for',
      { reason: 'NodeLost' },
      'openWhenReady',
    ],
    [
      'what is no address of the web is never gone to',
      { url: 'java\tscript:alert(document.domain)' },
      'openWhenReady',
    ],
    ['a start is waited for', { phase: 'Creating' }, 'openWhenReady'],
    ['one that stopped is replaced', { phase: 'Stopped' }, 'requestAnother'],
    [
      'so is one that can never start',
      { phase: 'Pending', reason: 'TemplateNotFound' },
      'requestAnother',
    ],
    ['a failure is looked into', { phase: 'Failed' }, 'details'],
    ['one that goes is left alone', { phase: 'Terminating' }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(nextStep(session(changes))).toBe(expected);
  });
});

it('counts what runs or starts, and every home volume', () => {
  expect(
    sumUsage([
      session({ resources: { gpu: 2, memory: '1Gi' } }),
      session({ phase: 'Creating', resources: { gpu: 1, memory: '1Gi' } }),
      session({ phase: 'Stopped', homeSize: '512Mi' }),
      session({ phase: 'Failed', homeSize: undefined }),
      session({ phase: 'Terminating', homeSize: 'much' }),
    ]),
  ).toEqual({ desktops: 2, gpus: 3, homeBytes: 20.5 * 2 ** 30 });
});

describe('filterSessions', () => {
  const blender = session();
  const kicad = session({
    ...newSession('kicad', 7, 0),
    phase: 'Failed',
    reason: 'OutOfMemory',
    title: 'Sensor board',
  });

  it.each([
    ['nothing', {}, [blender, kicad]],
    ['part of a title', { text: ' SENSOR ' }, [kicad]],
    ['part of the template', { text: 'kica' }, [kicad]],
    ['a state', { tone: 'positive' as const }, [blender]],
    ['a template', { template: 'kicad' }, [kicad]],
    ['all of it', { text: 'blen', template: 'kicad' }, []],
  ])('narrows by %s', (_, filter, expected) => {
    expect(filterSessions([blender, kicad], filter)).toEqual(expected);
  });
});

describe('spokenChanges', () => {
  const starting = session({ phase: 'Creating', reason: 'Scheduling' });

  it.each([
    ['no new word', { reason: 'PullingImage' }, []],
    [
      'a new word',
      { phase: 'Running' as const, reason: 'Running' },
      [{ title: 'Blender 1', word: 'Running' }],
    ],
  ])('%s', (_, changes, expected) => {
    expect(spokenChanges([starting], [{ ...starting, ...changes }])).toEqual(
      expected,
    );
  });

  it('tells of those that come and go', () => {
    const next = session({ uid: 'next', title: 'Next' });
    expect(spokenChanges([starting], [next])).toEqual([
      { title: 'Next', word: 'Running' },
      { title: 'Blender 1' },
    ]);
  });
});
