import { aPod, aReadyPod, at, aStartingPod } from '../testing/objects';
import {
  messageOf,
  planAt,
  type Row,
  shortPlan,
  told,
  turnedOff,
  WARNING,
  withPod,
} from '../testing/plans';
import { lossOf } from './podLoss';
import type { PodCondition, PodRecord } from './records';

const withCondition = (pod: PodRecord, condition: PodCondition): PodRecord => ({
  ...pod,
  conditions: [
    ...pod.conditions.filter(({ type }) => type !== condition.type),
    condition,
  ],
});
const silent = withCondition(aReadyPod(), {
  type: 'Ready',
  status: 'False',
  reason: 'NodeNotReady',
  lastTransitionTime: at(100),
});
const deleted = (pod: PodRecord, by: number): PodRecord => ({
  ...pod,
  graceSeconds: 10,
  metadata: { ...pod.metadata, deletionTimestamp: at(by) },
});
const disrupted = (reason: string) =>
  deleted(
    withCondition(aReadyPod(), {
      type: 'DisruptionTarget',
      status: 'True',
      reason,
    }),
    110,
  );
const evicted: PodRecord = {
  ...aReadyPod(),
  phase: 'Failed',
  reason: 'Evicted',
  conditions: [],
};
const endedInSilence: PodRecord = {
  ...aReadyPod(),
  phase: 'Succeeded',
  conditions: [],
  container: { restartCount: 0, ended: { exitCode: 0, finishedAt: at(101) } },
};

describe('the plan of a desktop whose node is lost', () => {
  it.each<Row>([
    {
      name: 'tells at once that the node does not answer, and waits',
      view: withPod(silent),
      after: 101,
      tells: 'Running NodeLost',
      events: ['Warning NodeLost'],
      looksAgain: WARNING,
    },
    {
      name: 'tells that the node answers again',
      view: withPod(aReadyPod(), told(withPod(silent), 101)),
      after: 110,
      tells: 'Running Running',
      events: ['Normal RunsAgain'],
      looksAgain: WARNING,
    },
    {
      name: 'never deletes by force a pod that its node may still run',
      view: told(withPod(deleted(silent, 410)), 401),
      after: 5_000,
    },
    {
      name: 'tells of an eviction before it deletes what knows of it',
      view: withPod(evicted),
      after: 101,
      tells: 'Running NodeLost',
      events: ['Warning NodeLost'],
      looksAgain: WARNING,
    },
    {
      name: 'deletes the evicted pod then',
      view: told(withPod(evicted), 101),
      after: 102,
      deletes: ['pod'],
      looksAgain: WARNING,
    },
    {
      name: 'waits a moment for the reason of a pod that ended without one',
      view: told(withPod(endedInSilence), 101),
      after: 102,
      looksAgain: 104,
    },
    {
      name: 'deletes it when none comes',
      view: told(withPod(endedInSilence), 101),
      after: 104,
      deletes: ['pod'],
      looksAgain: WARNING,
    },
    {
      name: 'makes another pod, and tells nothing before it is there',
      view: withPod(undefined, told(withPod(evicted), 101)),
      after: 103,
      creates: ['pod'],
    },
    {
      name: 'keeps telling that the node was lost while the next pod starts',
      view: withPod(
        {
          ...aStartingPod({ state: { waiting: {} } }),
          metadata: aPod({}, { uid: 'uid-2', creationTimestamp: at(103) })
            .metadata,
        },
        told(withPod(evicted), 101),
      ),
      after: 104,
      tells: 'Running NodeLost',
      looksAgain: 103 + WARNING - 1,
    },
    {
      name: 'tells that the next pod fails',
      view: withPod(
        aStartingPod({ state: { waiting: { reason: 'ErrImagePull' } } }),
        told(withPod(evicted), 101),
      ),
      after: 104,
      tells: 'Failed ImageCannotBePulled',
      events: ['Warning ImageCannotBePulled'],
      looksAgain: WARNING,
    },
    {
      name: 'is not told of a desktop that is turned off',
      view: withPod(undefined, turnedOff(told(withPod(evicted), 101))),
      after: 104,
      tells: 'Stopped ByUser',
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it.each<[string, PodRecord, number, string]>([
    [
      'does not answer',
      silent,
      101,
      'Its node stopped answering. The desktop goes on when the node does, and is started elsewhere when that takes more than some minutes. Your home is safe.',
    ],
    [
      'may still run it',
      deleted(silent, 410),
      401,
      'Its node stopped answering, and may still run the desktop and write to your home. It is started elsewhere as soon as that is ruled out: the node answers, or an administrator removes it from the cluster or marks it as out of service. Your home is safe.',
    ],
    [
      'has no room left',
      evicted,
      101,
      'Its node had no room left; it is being started again. Your home is safe.',
    ],
    [
      'is emptied',
      disrupted('EvictionByEvictionAPI'),
      101,
      'Its node was emptied; it is being started again. Your home is safe.',
    ],
    [
      'is gone',
      disrupted('DeletionByPodGC'),
      101,
      'Its node is gone; it is being started elsewhere. Your home is safe.',
    ],
  ])('says what is known of a node that %s', (_, pod, after, message) => {
    expect(messageOf(withPod(pod), after)).toBe(message);
  });

  it('says that a pod which should be gone may still run', () => {
    const view = withPod(deleted(aReadyPod(), 110));
    expect(planAt(view, 139).status?.phase).toBe('Creating');
    expect(messageOf(view, 140)).toMatch(/may still run the desktop/);
  });

  it('says what the new pod waits for', () => {
    const next = aStartingPod({ state: { waiting: {} } });
    const view = withPod(next, told(withPod(evicted), 101));
    expect(messageOf(view, 104)).toBe(
      'Its node had no room left; it is being started again. Your home is safe. Attaching your home volume.',
    );
  });

  it('says afterwards that the desktop was started anew, and why', () => {
    const next = {
      ...aReadyPod(at(110), { uid: 'uid-2', creationTimestamp: at(103) }),
      nodeName: 'node-2',
    };
    const { status, events } = planAt(
      withPod(next, told(withPod(evicted), 101)),
      110,
    );
    expect(status).toMatchObject({
      phase: 'Running',
      nodeName: 'node-2',
      lastRestart: { reason: 'Evicted', message: 'its node had no room left' },
    });
    expect(events).toMatchObject([
      { reason: 'RunsAgain', note: 'The desktop runs again, on node node-2.' },
    ]);
  });
});

describe('lossOf', () => {
  it.each<[string, PodRecord, string | undefined]>([
    ['a pod that runs', aReadyPod(), undefined],
    ['a pod whose node is silent', silent, undefined],
    ['a pod that somebody deleted', deleted(aReadyPod(), 9), undefined],
    ['a preempted pod', disrupted('PreemptionByScheduler'), 'Evicted'],
    [
      'a pod of a tainted node',
      disrupted('DeletionByTaintManager'),
      'NodeLost',
    ],
    ['an ending pod of a silent node', deleted(silent, 9), 'NodeLost'],
    [
      'a pod of a node that shut down',
      aPod({ phase: 'Failed', reason: 'Terminated' }),
      'NodeLost',
    ],
    [
      'a pod that no GPU was left for',
      aPod({ phase: 'Failed', reason: 'UnexpectedAdmissionError' }),
      'Evicted',
    ],
    ['a pod that ended by itself', aPod({ phase: 'Succeeded' }), 'Evicted'],
  ])('knows %s', (_, pod, reason) => {
    expect(lossOf(pod)?.reason).toBe(reason);
  });
});
