import type { ClusterEvent } from '../desktops/ClusterEvent';
import { aSession } from '../testing/objects';
import { eventFacts } from './eventFacts';

const session = aSession();
const OBJECTS = {
  session: { kind: 'VDISession', name: 'a', uid: session.metadata.uid },
  pod: { kind: 'Pod', name: 'a', uid: 'pod-1' },
  home: { kind: 'PersistentVolumeClaim', name: 'a-home', uid: 'claim-1' },
};
const kubelet = { component: 'kubelet', host: 'node-1' };

const event = (
  about: keyof typeof OBJECTS,
  reason: string,
  message = '',
  rest: Partial<ClusterEvent> = {},
): ClusterEvent => ({
  involvedObject: OBJECTS[about],
  reason,
  message,
  type: 'Normal',
  source: kubelet,
  lastTimestamp: '2026-10-01T09:00:00Z',
  ...rest,
});
const warning = (...[about, reason, message]: Parameters<typeof event>) =>
  event(about, reason, message, { type: 'Warning' });

const read = (...events: ClusterEvent[]) => eventFacts(session, events);

describe('eventFacts', () => {
  it.each([
    [
      event(
        'pod',
        'Scheduled',
        'Successfully assigned vdi-sessions/a to node-1',
      ),
      'A place was found on node-1',
    ],
    [
      warning(
        'pod',
        'FailedScheduling',
        '0/2 nodes are available: 2 Insufficient nvidia.com/gpu. preemption: 0/2',
      ),
      'No place was found yet: no GPU of its kind is free',
    ],
    [
      warning(
        'pod',
        'FailedScheduling',
        '0/2 nodes are available: 1 Insufficient memory, 1 node(s) had taints.',
      ),
      'No place was found yet: no node has enough free memory',
    ],
    [
      warning(
        'pod',
        'FailedScheduling',
        '0/2 nodes are available: 2 Insufficient cpu.',
      ),
      'No place was found yet: no node has enough free processor cores',
    ],
    [
      warning(
        'pod',
        'FailedScheduling',
        'persistentvolumeclaim "a-home" not found',
      ),
      'No place was found yet: its home volume is not there',
    ],
    [
      warning(
        'pod',
        'FailedScheduling',
        '0/2 nodes are available: 2 node(s) had taints.',
      ),
      'No place was found yet: no node takes this desktop',
    ],
    [
      event('pod', 'Pulling', 'Pulling image "blender:4"'),
      'The image is being fetched on node-1',
    ],
    [
      warning('pod', 'Failed', 'Failed to pull image "blender:4": not found'),
      'The image could not be fetched',
    ],
    [
      warning('pod', 'Failed', 'Error: secret "licence" not found'),
      'The desktop could not be made to run',
    ],
    [
      event('pod', 'BackOff', 'Back-off pulling image "blender:4"'),
      'Fetching the image is tried again after a pause',
    ],
    [
      warning('pod', 'BackOff', 'Back-off restarting failed container desktop'),
      'The desktop ended, and begins again after a pause',
    ],
    [
      event('pod', 'Started', 'Started container desktop'),
      'The desktop began to run',
    ],
    [
      event('pod', 'Killing', 'Stopping container desktop'),
      'The desktop was told to end',
    ],
    [
      warning('pod', 'FailedMount', 'MountVolume.SetUp failed'),
      'A volume could not be attached yet',
    ],
    [
      event('pod', 'TaintManagerEviction', 'Marking for deletion Pod a/a'),
      'It has to leave its node',
    ],
    [
      event('pod', 'TaintManagerEviction', 'Cancelling deletion of Pod a/a'),
      'It stays on its node after all',
    ],
    [
      warning('pod', 'OddThing', 'The moon is full. Nothing helps.'),
      'Kubernetes warns: The moon is full',
    ],
    [
      event('home', 'ExternalProvisioning', 'Waiting for a volume'),
      'The home volume is being made',
    ],
    [
      warning('home', 'ProvisioningFailed', 'quota'),
      'The home volume could not be made yet',
    ],
    [event('home', 'OddThing', 'All is well.'), 'Kubernetes says: All is well'],
    [
      event(
        'session',
        'TimeLimit',
        'Stopped at 18:00 UTC: the 8 h limit of this template. Your files are kept.',
      ),
      'Stopped: its time was over',
    ],
    [
      warning(
        'session',
        'TemplateNotFound',
        'The template "x" does not exist. Ask its owner, or request another.',
      ),
      'The template "x" does not exist',
    ],
  ])('tells %j as "%s"', (told, title) => {
    expect(read(told).map(fact => fact.title)).toEqual([title]);
  });

  it.each([
    [
      'Successfully pulled image "blender:4" in 72.345s (80s including waiting). Image size: 6442450944 bytes.',
      'Fetched in 72 s: 6 GiB.',
    ],
    [
      'Successfully pulled image "blender:4" in 1m12.3s (1m12.3s including waiting)',
      'Fetched in 1 min 12 s.',
    ],
    [
      'Successfully pulled image "blender:4" in 310ms (310ms including waiting). Image size: 1048576 bytes.',
      'Fetched in less than a second: 1 MiB.',
    ],
    [
      'Container image "blender:4" already present on machine',
      'It was on the node already.',
    ],
    ['Pulled', undefined],
  ])('reads of the image %j', (message, detail) => {
    expect(read(event('pod', 'Pulled', message))).toMatchObject([
      { title: 'The image was there on node-1', detail },
    ]);
  });

  it('keeps the words of Kubernetes, and says how much an entry matters', () => {
    expect(read(warning('pod', 'FailedMount', 'timed out'))).toEqual([
      {
        at: Date.parse('2026-10-01T09:00:00Z'),
        kind: 'home',
        severity: 'warning',
        title: 'A volume could not be attached yet',
        reason: 'FailedMount',
        message: 'timed out',
        about: 'pod/pod-1/FailedMount',
      },
    ]);
  });

  it.each([
    ['the older form', { count: 3, firstTimestamp: '2026-10-01T08:30:00Z' }],
    [
      'the newer form',
      {
        lastTimestamp: null,
        eventTime: '2026-10-01T08:30:00.000000Z',
        series: { count: 3, lastObservedTime: '2026-10-01T09:00:00.000000Z' },
      },
    ],
  ])('counts in %s', (_, times) => {
    expect(read(event('pod', 'BackOff', '', times))).toMatchObject([
      {
        count: 3,
        since: Date.parse('2026-10-01T08:30:00Z'),
        at: Date.parse('2026-10-01T09:00:00Z'),
      },
    ]);
  });

  it.each([
    ['that others say better', event('pod', 'Created', 'Created container')],
    [
      'that was said right before',
      warning('pod', 'Failed', 'Error: ErrImagePull'),
    ],
    [
      'about other objects of its names',
      {
        ...event('pod', 'Ready'),
        involvedObject: { kind: 'Service', name: 'a' },
      },
    ],
    [
      'about another session of its name',
      {
        ...event('session', 'Idle'),
        involvedObject: { ...OBJECTS.session, uid: 'another' },
      },
    ],
    [
      'from before it was made',
      event('pod', 'Started', '', { lastTimestamp: '2026-10-01T07:59:59Z' }),
    ],
    ['without a time', event('pod', 'Started', '', { lastTimestamp: null })],
  ])('says nothing of what is told %s', (_, told) => {
    expect(read(told)).toEqual([]);
  });

  it('tells nobody of a pod that is not theirs', () => {
    const conditions = [
      {
        type: 'Ready',
        status: 'False' as const,
        reason: 'NameConflict',
        message: '',
        lastTransitionTime: '2026-10-01T08:00:00Z',
      },
    ];
    const conflict = aSession('alice-blender-1', {}, { conditions });
    expect(eventFacts(conflict, [event('pod', 'Started')])).toEqual([]);
  });
});
