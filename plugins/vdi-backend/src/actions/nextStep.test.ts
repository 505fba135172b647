import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { viewSession } from '../service/sessionView';
import { aSession } from '../testing/objects';
import { asStarting, asStopping } from './asAsked';
import { nextStep } from './nextStep';

const view = (changes: Partial<SessionView>): SessionView => ({
  ...viewSession({ cluster: 'default', session: aSession() }, undefined),
  ...changes,
});

it.each<[Partial<SessionView>, string]>([
  [{ phase: 'Pending' }, 'again in 5 seconds'],
  [{ phase: 'Pending', reason: 'TemplateNotFound' }, 'tell the person'],
  [{ phase: 'Creating', reason: 'WaitingForGPU' }, 'again in a minute'],
  [{ phase: 'Creating', reason: 'PullingImage' }, 'again in 5 seconds'],
  [{ phase: 'Running', url: 'https://a' }, 'Give the person its address'],
  [{ phase: 'Running', reason: 'NodeLost' }, 'again in 5 seconds'],
  [{ phase: 'Stopped', reason: 'Stopping' }, 'get-desktop tells when'],
  [{ phase: 'Stopped', reason: 'TimeLimit' }, 'start-desktop'],
  [{ phase: 'Failed', reason: 'OutOfMemory' }, 'tell the person why'],
  [{ phase: 'Terminating' }, 'request-desktop gives another'],
])('of %j: %s', (changes, words) => {
  expect(nextStep(view(changes))).toContain(words);
});

describe('a desktop that was asked', () => {
  const url = 'https://alice.example.com';
  const stopsAt = { time: '2026-10-01T16:00:00Z', reason: 'TimeLimit' };

  it('to stop does so, whatever is told of it yet', () => {
    const told = asStopping(view({ phase: 'Running', url, stopsAt }));
    expect(told).toMatchObject({ phase: 'Stopped', reason: 'Stopping' });
    expect(told).not.toHaveProperty('url');
    expect(told).not.toHaveProperty('stopsAt');
  });

  it.each<Partial<SessionView>>([
    { phase: 'Stopped', reason: 'ByUser' },
    { phase: 'Failed', reason: 'HomeLost' },
    { phase: 'Terminating' },
  ])('to stop, and is %j, stays so', changes => {
    expect(asStopping(view(changes))).toEqual(view(changes));
  });

  it('to start does so, and one that runs stays as it is', () => {
    const stopped = { reason: 'Idle', stoppedAt: '2026-10-01T12:00:00Z' };
    const told = asStarting(view({ phase: 'Stopped', ...stopped }));
    expect(told).toEqual(view({ phase: 'Pending' }));
    const running = view({ phase: 'Running', url });
    expect(asStarting(running)).toEqual(running);
  });
});
