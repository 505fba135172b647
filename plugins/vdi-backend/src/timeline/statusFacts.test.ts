import {
  type Reason,
  STATES,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { aSession } from '../testing/objects';
import { statusFacts } from './statusFacts';

type Status = NonNullable<VDISession['status']>;

const at = (minute: number) =>
  `2026-10-01T08:${String(minute).padStart(2, '0')}:00Z`;

const condition = (
  type: string,
  status: 'True' | 'False',
  reason: string,
  message = '',
  minute = 0,
) => ({ type, status, reason, message, lastTransitionTime: at(minute) });

const read = (
  status?: Status,
  metadata: Partial<VDISession['metadata']> = {},
) => {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const { phase } = STATES[ready?.reason as Reason] ?? { phase: 'Creating' };
  const session = aSession('a', {}, status && { phase, ...status });
  return statusFacts({
    ...session,
    metadata: { ...session.metadata, ...metadata },
  });
};

/** `minute severity title`, and the detail after a bar. */
const tell = (...parameters: Parameters<typeof read>) =>
  read(...parameters).map(
    ({ at: ms, severity, title, detail }) =>
      `${new Date(ms).getUTCMinutes()} ${severity} ${title}${detail ? ` | ${detail}` : ''}`,
  );

const REQUESTED = '0 info Requested | From the template "blender".';

describe('statusFacts', () => {
  it('tells of a new session that it was requested', () => {
    expect(tell()).toEqual([REQUESTED]);
  });

  it('tells of each stage of a start', () => {
    const status: Status = {
      podUID: 'pod-1',
      nodeName: 'node-1',
      timings: {
        requested: at(0),
        scheduled: at(1),
        volumeReady: at(2),
        imageReady: at(3),
        started: at(3),
        ready: at(4),
        routed: at(5),
      },
    };
    expect(tell(status)).toEqual([
      REQUESTED,
      '1 info A place was found on node-1',
      '2 info The home volume was attached',
      '3 info The image was there on node-1',
      '3 info The desktop began to run',
      '4 info The desktop answered',
      '5 success Ready to open',
    ]);
    // The names by which what Kubernetes tells of the same is found.
    expect(read(status).map(({ about }) => about)).toEqual([
      'deed/create',
      'pod/pod-1/Scheduled',
      'pod/pod-1/sandbox',
      'pod/pod-1/Pulled',
      'pod/pod-1/Started',
      'pod/pod-1/ready',
      'pod/pod-1/open',
    ]);
  });

  it.each<[string, Status, string[]]>([
    ['a later start', { timings: { requested: at(9) } }, ['9 info Started']],
    [
      'an image that is being fetched, since the stage before',
      {
        nodeName: 'node-1',
        timings: { requested: at(0), scheduled: at(2) },
        conditions: [
          condition('Ready', 'False', 'PullingImage', 'Fetching the image.'),
        ],
      },
      [
        '2 info A place was found on node-1',
        '2 info The image is being fetched on node-1',
      ],
    ],
    [
      'a wait',
      {
        conditions: [
          condition(
            'Ready',
            'False',
            'WaitingForGPU',
            '4 of 4 in use. 2 before you.',
          ),
        ],
      },
      ['0 warning Waiting for a GPU | 4 of 4 in use. 2 before you.'],
    ],
    [
      'a failure',
      {
        conditions: [
          condition(
            'Ready',
            'False',
            'ImageCannotBePulled',
            "The image cannot be fetched: not found. The template's owner has to mend it.",
            3,
          ),
        ],
      },
      [
        "3 error The image cannot be fetched: not found | The template's owner has to mend it.",
      ],
    ],
    [
      'a reason of a newer operator',
      {
        conditions: [
          condition('Ready', 'False', 'Teleporting', 'It is on its way.'),
        ],
      },
      ['0 info It is on its way'],
    ],
    [
      'that it can be opened, and how long',
      {
        conditions: [
          condition('Ready', 'True', 'ExpiringSoon', 'Stops at 16:00.', 1),
          condition('Expiring', 'True', 'TimeLimit', 'Stops at 16:00.', 7),
        ],
      },
      ['1 success Ready to open', '7 warning It ends soon | Stops at 16:00.'],
    ],
    [
      'what does not go together',
      {
        conditions: [
          condition(
            'UpToDate',
            'False',
            'TemplateChanged',
            'The template has another image. Restart to get it.',
          ),
          condition(
            'Valid',
            'False',
            'TimeoutTooLong',
            'The time is longer than allowed.',
          ),
          condition(
            'StorageReady',
            'False',
            'Deleting',
            'The claim was deleted. Copy what you need.',
          ),
        ],
      },
      [
        '0 info The template has another image | Restart to get it.',
        '0 warning The time is longer than allowed',
        '0 warning The claim was deleted | Copy what you need.',
      ],
    ],
    [
      'nothing of what is as it should be',
      {
        conditions: [
          condition('StorageReady', 'True', 'Bound'),
          condition('UpToDate', 'True', 'Same'),
          condition('Expiring', 'False', 'NotSoon'),
          condition('PodReady', 'False', 'PullingImage'),
        ],
      },
      [],
    ],
    [
      'a stop by a clock',
      {
        stopTime: at(8),
        stopReason: 'Idle',
        conditions: [
          condition(
            'Ready',
            'False',
            'Idle',
            'Stopped at 08:08: nobody was connected for 1 h. Your files are kept.',
            8,
          ),
        ],
      },
      [
        '8 info Stopped: nobody was connected | Stopped at 08:08: nobody was connected for 1 h. Your files are kept.',
      ],
    ],
    [
      'a stop that somebody asked for',
      { stopTime: at(8), stopReason: 'ByUser' },
      ['8 info Stopped'],
    ],
    [
      'a restart that somebody asked for',
      {
        lastRestart: {
          time: at(5),
          reason: 'ByUser',
          message: 'its owner asked for it',
        },
      },
      ['5 info Restarted'],
    ],
    [
      'a restart that nobody asked for',
      {
        lastRestart: {
          time: at(5),
          reason: 'NodeLost',
          message: 'its node is gone',
        },
      },
      ['5 warning Started anew: its node is gone'],
    ],
    [
      'a lost node once, while the desktop is being started elsewhere',
      {
        lastRestart: {
          time: at(5),
          reason: 'NodeLost',
          message: 'its node is gone',
        },
        conditions: [
          condition(
            'Ready',
            'False',
            'NodeLost',
            'Its node is gone; it is being started elsewhere. Your home is safe.',
            5,
          ),
        ],
      },
      [
        '5 info Its node is gone; it is being started elsewhere | Your home is safe.',
      ],
    ],
  ])('tells of %s', (_, status, expected) => {
    expect(tell(status)).toEqual([REQUESTED, ...expected]);
  });

  it('tells of what was asked for by annotations, and of a deletion', () => {
    const annotations = {
      'vdi.kasm.io/active-at': at(3),
      'vdi.kasm.io/restarted-at': at(4),
    };
    expect(tell(undefined, { annotations, deletionTimestamp: at(6) })).toEqual([
      REQUESTED,
      expect.stringMatching(/^3 info Kept/),
      '6 info Deleted',
      '4 info Restart requested',
    ]);
  });

  it('leaves out what has a time that cannot be read', () => {
    const annotations = { 'vdi.kasm.io/active-at': 'soon' };
    expect(tell({ stopTime: '' }, { annotations })).toEqual([REQUESTED]);
  });
});
