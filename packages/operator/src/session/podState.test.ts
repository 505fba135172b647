import {
  aGpuTemplate,
  aPod,
  aReadyPod,
  aSession,
  aStartingPod,
  at,
  aView,
  anUnschedulablePod,
  T0,
} from '../testing/objects';
import { describePod } from './podState';
import type { PodRecord } from './records';

const sandboxed = [{ type: 'PodReadyToStartContainers', status: 'True' }];
const waiting = (reason: string, message?: string) =>
  aStartingPod({ state: { waiting: { reason, message } } });
const crashed = (ended: object, restartCount = 5) =>
  aStartingPod({
    restartCount,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: ended },
  });

describe('describePod', () => {
  it.each<[PodRecord, string, string]>([
    [aPod(), 'Scheduling', 'Finding a node.'],
    [
      anUnschedulablePod(
        '0/3 nodes are available: 1 Insufficient memory, 2 Insufficient nvidia.com/gpu.',
      ),
      'WaitingForGPU',
      'Waiting for a GPU: no node has one free now.',
    ],
    [
      anUnschedulablePod('0/3 nodes are available: 3 Insufficient memory.'),
      'WaitingForNode',
      'Waiting for a node with 4 GiB of free memory.',
    ],
    [
      anUnschedulablePod('0/3 nodes are available: 3 Insufficient cpu.'),
      'WaitingForNode',
      'Waiting for a node with enough free processor cores.',
    ],
    [
      anUnschedulablePod(
        '0/3 nodes are available: 3 had untolerated taint(s).',
      ),
      'WaitingForNode',
      'Waiting for a node that takes this desktop.',
    ],
    [
      anUnschedulablePod('pod has unbound immediate PersistentVolumeClaims.'),
      'AttachingHome',
      'Waiting for your home volume.',
    ],
    [
      aPod({
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
        ],
      }),
      'WaitingForNode',
      'Waiting in the queue.',
    ],
    [
      aStartingPod({ state: { waiting: { reason: 'ContainerCreating' } } }),
      'AttachingHome',
      'Attaching your home volume.',
    ],
    [
      aStartingPod(
        { state: { waiting: { reason: 'ContainerCreating' } } },
        sandboxed,
      ),
      'PullingImage',
      'Fetching the image.',
    ],
    [
      aStartingPod({ state: { running: {} } }, sandboxed),
      'StartingDesktop',
      'Starting the desktop.',
    ],
    [
      waiting('ErrImagePull', 'failed to resolve reference "x": not found'),
      'ImageCannotBePulled',
      "The image cannot be fetched: not found. The template's owner has to mend it.",
    ],
    [
      waiting('ImagePullBackOff', 'pull access denied, 401 Unauthorized'),
      'ImageCannotBePulled',
      "The image cannot be fetched: the registry does not allow it. The template's owner has to mend it.",
    ],
    [
      waiting('InvalidImageName', "couldn't parse image name"),
      'ImageCannotBePulled',
      "The image cannot be fetched: its name is not valid. The template's owner has to mend it.",
    ],
    [
      waiting('ErrImagePull', 'dial tcp: i/o timeout'),
      'ImageCannotBePulled',
      "The image cannot be fetched: the registry does not answer. The template's owner has to mend it.",
    ],
    [
      waiting('CreateContainerConfigError', 'secret "licence" not found'),
      'SecretNotFound',
      'The template "cpu" needs the Secret "licence" in the namespace "team", which is not there. The desktop starts as soon as somebody adds it.',
    ],
    [
      waiting(
        'CreateContainerConfigError',
        "couldn't find key token in Secret team/licence",
      ),
      'SecretNotFound',
      'The template "cpu" needs the key "token" of the Secret "licence" in the namespace "team", which is not there. The desktop starts as soon as somebody adds it.',
    ],
    [
      waiting('RunContainerError', 'exec format error'),
      'Refused',
      "The desktop cannot be started: exec format error. The template's owner has to mend it.",
    ],
    [
      crashed({ exitCode: 1, message: 'starting\nno display found\n' }),
      'DesktopCrashed',
      'The desktop ended 5 times. Its last words: "no display found". It is tried again; if that goes on, its template\'s owner has to mend it.',
    ],
    [
      crashed({ exitCode: 1, message: 'gone', finishedAt: at(190) }),
      'DesktopCrashed',
      expect.stringContaining(
        'ended 5 times in 3 min. Its last words: "gone".',
      ),
    ],
    [
      crashed({ exitCode: 1, message: 'gone', finishedAt: at(190) }, 99),
      'DesktopCrashed',
      expect.stringContaining('The desktop ended more than 10 times. '),
    ],
    [
      crashed({ exitCode: 127 }, 1),
      'DesktopCrashed',
      expect.stringContaining(
        'The desktop ended once. Its exit code was 127. ',
      ),
    ],
    [
      crashed({ exitCode: 0 }),
      'DesktopCrashed',
      expect.stringContaining(
        '5 times. There was no error: its image may have nothing to run. ',
      ),
    ],
    [
      crashed({ reason: 'OOMKilled', exitCode: 137 }),
      'OutOfMemory',
      'The desktop needed more than its 4 GiB. It is tried again; if that goes on, it needs more memory.',
    ],
    [
      aStartingPod({ restartCount: 1, state: { running: {} } }),
      'StartingDesktop',
      'Starting the desktop.',
    ],
    [
      aStartingPod({
        restartCount: 3,
        state: { running: {} },
        lastState: { terminated: { exitCode: 2 } },
      }),
      'DesktopCrashed',
      expect.stringContaining(
        'The desktop ended 3 times. Its exit code was 2. ',
      ),
    ],
    [
      aPod({
        conditions: [
          { type: 'Ready', status: 'False', reason: 'NodeNotReady' },
        ],
      }),
      'NodeLost',
      'Its node stopped answering. The desktop goes on when the node does, and is started elsewhere when that takes more than some minutes. Your home is safe.',
    ],
    [aReadyPod(), 'Running', 'The desktop runs.'],
  ])('%#', (pod, reason, message) => {
    const view = aView({ template: aGpuTemplate() });
    expect(describePod(pod, view, T0)).toMatchObject({
      reason,
      message,
    });
  });

  it('is told in time, whatever the clock of its node says', () => {
    const pod = aPod(
      {
        conditions: [
          { type: 'Ready', status: 'False', lastTransitionTime: at(3_600) },
        ],
      },
      {},
      'node-1',
    );
    expect(describePod(pod, aView(), T0 + 9_000).since).toBe(T0);
  });

  it('speaks of homes only where there is one', () => {
    const session = aSession({ spec: { persistence: { enabled: false } } });
    const pod = aPod({}, {}, 'node-1');
    expect(describePod(pod, aView({ session }), T0).reason).toBe(
      'StartingDesktop',
    );
  });

  it('waits for several GPUs', () => {
    const session = aSession({ spec: { resources: { gpu: 2 } } });
    const pod = anUnschedulablePod('2 Insufficient nvidia.com/gpu.');
    const view = aView({ session, template: aGpuTemplate() });
    expect(describePod(pod, view, T0).message).toBe(
      'Waiting for 2 GPUs: no node has so many free now.',
    );
  });
});
