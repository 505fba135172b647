import { ANNOTATION_RESTARTED_AT } from '@backstage-vdi/plugin-vdi-common';
import {
  aPod,
  aReadyPod,
  aStartingPod,
  at,
  aView,
  children,
} from '../testing/objects';
import {
  changed,
  conditionOf,
  messageOf,
  planAt,
  PROGRESS,
  READY_AT,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
  withPod,
} from '../testing/plans';
import { exceededDisk } from './diskFull';

/** A desktop whose program runs since so many seconds after the start, and does not answer. */
const silent = (since: number) => {
  const state = { running: { startedAt: at(since) } };
  return aView({ named: children(aStartingPod({ restartCount: 0, state })) });
};

/** A desktop that never becomes ready takes up its node from the start. */
const NEVER_READY = WARNING - READY_AT;

/** What the kubelet says of a pod that wrote more than it may. */
const FULL = {
  phase: 'Failed',
  reason: 'Evicted',
  message:
    'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. ',
  conditions: [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      lastTransitionTime: at(200),
    },
  ],
};
const full = withPod(aPod(FULL));
const AGAIN = 500;

/** When a program that has run since the start does not answer. */
const SLOW = 30;

describe('the plan of a desktop that fails', () => {
  it.each<Row>([
    {
      name: 'tells at once that the image cannot be pulled',
      view: aView({
        named: children(
          aStartingPod({ state: { waiting: { reason: 'ErrImagePull' } } }),
        ),
      }),
      after: 1,
      tells: 'Failed ImageCannotBePulled',
      events: ['Warning ImageCannotBePulled'],
      looksAgain: NEVER_READY,
    },
    {
      name: 'tells at once that the desktop crashes',
      view: aView({
        named: children(
          aStartingPod({
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          }),
        ),
      }),
      after: 1,
      tells: 'Failed DesktopCrashed',
      events: ['Warning DesktopCrashed'],
      looksAgain: NEVER_READY,
    },
    {
      name: 'replaces a pod that its node gave up, but not in a hurry',
      view: aView({
        named: children(aPod({ phase: 'Failed', reason: 'Evicted' })),
      }),
      after: 5,
      tells: 'Running NodeLost',
      events: ['Warning NodeLost'],
      looksAgain: 10,
    },
    {
      name: 'deletes a pod that its node gave up when it is old enough',
      view: told(
        aView({
          named: children(aPod({ phase: 'Failed', reason: 'Evicted' })),
        }),
        5,
      ),
      after: 10,
      deletes: ['pod'],
    },
    {
      name: 'tells at once that the desktop filled its disk, and lets it be',
      view: full,
      after: 201,
      tells: 'Failed DiskFull',
      events: ['Warning DiskFull'],
      looksAgain: AGAIN,
    },
    {
      name: 'does nothing about the full disk meanwhile',
      view: told(full, 201),
      after: AGAIN - 1,
      looksAgain: AGAIN,
    },
    {
      name: 'deletes the pod that filled its disk when others had time to look',
      view: told(full, 201),
      after: AGAIN,
      deletes: ['pod'],
      looksAgain: WARNING,
    },
    {
      name: 'restarts a desktop that filled its disk whenever somebody asks',
      view: changed(told(full, 201), {
        metadata: { annotations: { [ANNOTATION_RESTARTED_AT]: at(210) } },
      }),
      after: 211,
      deletes: ['pod'],
      looksAgain: AGAIN,
    },
    {
      name: 'makes the next pod then',
      view: withPod(undefined, told(full, 201)),
      after: AGAIN + 1,
      creates: ['pod'],
    },
    {
      name: 'tells that a desktop does not answer when that lasts',
      view: told(silent(0), PROGRESS),
      after: SLOW,
      tells: 'Creating StartingDesktop',
      looksAgain: NEVER_READY,
    },
    {
      name: 'looks again for a desktop that does not answer yet',
      view: told(silent(0), PROGRESS),
      after: SLOW - 1,
      looksAgain: SLOW,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('says why a desktop was ended that filled its disk, and afterwards why it was started anew', () => {
    expect(messageOf(full, 201)).toBe(
      'The desktop filled its 10 GiB of disk, and starts again within 5 min. Your home is safe: large files belong there.',
    );
    const ending = aPod(FULL, { deletionTimestamp: at(AGAIN) });
    expect(messageOf(withPod(ending, told(full, 201)), AGAIN + 9)).toBe(
      'It had filled its disk; it is being started again. Your home is safe.',
    );
    const next = aReadyPod(at(510), {
      uid: 'uid-2',
      creationTimestamp: at(502),
    });
    const { status } = planAt(withPod(next, told(full, 201)), 511);
    expect(status?.lastRestart).toMatchObject({ reason: 'DiskFull' });
    expect(conditionOf(status, 'PodReady')?.message).toMatch(
      /started anew at .*: it had filled its disk\.$/,
    );
  });

  it('says what is gone where a desktop has no home', () => {
    const session = { spec: { persistence: { enabled: false } } };
    expect(messageOf(changed(full, session), 201)).toBe(
      'The desktop filled its 10 GiB of disk, and starts again within 5 min. The files on it are gone.',
    );
  });

  it.each([
    'Container desktop exceeded its local ephemeral storage limit "10Gi". ',
    'Usage of EmptyDir volume "tmp" exceeds the limit "10Gi". ',
  ])('knows a full disk by the words: %s', message => {
    expect(exceededDisk(aPod({ ...FULL, message }))).toBe('10Gi');
  });

  it.each([
    'The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 9Mi. Container desktop was using 1Gi, request is 0, has larger consumption of ephemeral-storage. ',
    undefined,
  ])('does not take a full node for it: %s', message => {
    expect(exceededDisk(aPod({ ...FULL, message }))).toBeUndefined();
  });

  it('says whom to ask about a desktop that does not answer, and nothing of that before', () => {
    expect(messageOf(silent(0), SLOW - 1)).toBe('Starting the desktop.');
    expect(messageOf(silent(0), SLOW)).toBe(
      "The desktop runs, but does not answer on port 8080 at /healthz. If that lasts, its template's owner has to mend it.",
    );
  });

  it('does not call starting what answered before', () => {
    const view = withPod(silent(0).named.pod, running);
    expect(messageOf(view, 100)).toBe(
      'The desktop does not answer any more. If it does not come back by itself, it has to be restarted.',
    );
    const anew = withPod(silent(99).named.pod, running);
    expect(messageOf(anew, 100)).toBe('Starting the desktop.');
  });
});
