import { aSession, aTemplate } from '../testing/objects';
import { sessionsToStop } from './sessionsToStop';

const at = (hour: string) => `2026-10-01T${hour}:00:00Z`;
const running = (name: string, startTime: string, lastActivity?: string) => ({
  cluster: 'default',
  session: aSession(
    name,
    {},
    { phase: 'Running', startTime, activity: { lastActivity } },
  ),
});
const namesOf = (sessions: ReturnType<typeof sessionsToStop>) =>
  sessions.map(({ name }) => name);

it('begins with the one that was left longest ago, and ends with those of which that is not known', () => {
  const sessions = [
    running('unknown-young', at('09')),
    running('busy', at('07'), at('11')),
    running('unknown-old', at('08')),
    running('left', at('10'), at('10')),
  ];
  expect(
    namesOf(sessionsToStop(sessions, 'running', () => aTemplate())),
  ).toEqual(['left', 'busy', 'unknown-old', 'unknown-young']);
});

it('tells what there is to decide by', () => {
  const [told] = sessionsToStop(
    [running('alice-blender-1', at('08'), at('10'))],
    'running',
    () => aTemplate(),
  );
  expect(told).toEqual({
    cluster: 'default',
    namespace: 'vdi-sessions',
    name: 'alice-blender-1',
    title: 'Blender 1',
    runningSince: at('08'),
    idleSince: at('10'),
  });
});

it('leaves out what holds nothing of it', () => {
  const stopped = {
    cluster: 'default',
    session: aSession('stopped', { running: false }),
  };
  const cpu = running('cpu', at('08'));
  expect(sessionsToStop([stopped, cpu], 'gpus', () => aTemplate())).toEqual([]);
  expect(
    namesOf(sessionsToStop([stopped, cpu], 'homeSize', () => aTemplate())),
  ).toEqual(['cpu', 'stopped']);
});
