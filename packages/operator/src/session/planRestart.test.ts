import { ANNOTATION_RESTARTED_AT } from '@backstage-vdi/plugin-vdi-common';
import { aReadyPod, aStartingPod, at } from '../testing/objects';
import {
  changed,
  conditionOf,
  LIMIT,
  planAt,
  PROGRESS,
  type Row,
  running,
  shortPlan,
  told,
  turnedOff,
  WARNING,
} from '../testing/plans';
import type { PodRecord } from './records';
import type { SessionView } from './view';

const restarted = (view: SessionView, time = at(60)) =>
  changed(view, {
    metadata: { annotations: { [ANNOTATION_RESTARTED_AT]: time } },
  });
const withPod = (view: SessionView, pod: PodRecord | undefined) => ({
  ...view,
  named: { ...view.named, pod },
});
const ending = (parts = {}) => ({
  ...aReadyPod(at(1), { deletionTimestamp: at(70), ...parts }),
  graceSeconds: 10,
});
const next = aReadyPod(at(65), { uid: 'uid-2', creationTimestamp: at(62) });

describe('the plan of a restart', () => {
  it.each<Row>([
    {
      name: 'ends the pod and nothing else',
      view: restarted(running),
      after: 60,
      deletes: ['pod'],
      looksAgain: WARNING,
    },
    {
      name: 'waits until the pod has ended',
      view: withPod(restarted(running), ending()),
      after: 61,
      looksAgain: 60 + PROGRESS,
    },
    {
      name: 'tells of it when that takes its time',
      view: withPod(restarted(running), ending()),
      after: 60 + PROGRESS,
      tells: 'Creating Restarting',
      looksAgain: 100,
    },
    {
      name: 'makes the pod again',
      view: withPod(restarted(running), undefined),
      after: 62,
      creates: ['pod'],
    },
    {
      name: 'tells that the desktop runs again, with a new clock',
      view: withPod(restarted(running), next),
      after: 65,
      tells: 'Running Running',
      looksAgain: LIMIT - 15 * 60 + 64,
    },
    {
      name: 'is done with a pod that was made in the same second',
      view: restarted(running, at(0).replace('Z', '.900Z')),
      after: 60,
      looksAgain: WARNING,
    },
    {
      name: 'waits for a time to come instead of making pod after pod',
      view: restarted(running, at(90)),
      after: 60,
      looksAgain: 90,
    },
    {
      name: 'does nothing to a desktop that is turned off',
      view: told(turnedOff(withPod(restarted(running), undefined)), 61),
      after: 62,
    },
    {
      name: 'ignores a time that cannot be read, and says so',
      view: restarted(running, 'now'),
      after: 60,
      tells: 'Running Running',
      events: ['Warning AnnotationNotReadable'],
      looksAgain: WARNING,
    },
    {
      name: 'ends a pod that cannot get its image, too',
      view: withPod(
        restarted(running),
        aStartingPod({ state: { waiting: { reason: 'ErrImagePull' } } }),
      ),
      after: 60,
      deletes: ['pod'],
      tells: 'Failed ImageCannotBePulled',
      events: ['Warning ImageCannotBePulled'],
      looksAgain: WARNING,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('tells that the owner asked for it, and when', () => {
    const { status } = planAt(withPod(restarted(running), next), 65);
    expect(status).toMatchObject({
      startTime: at(65),
      lastRestart: { time: at(62), reason: 'ByUser' },
      timings: { requested: at(60), ready: at(65) },
    });
  });

  it('tells that somebody deleted the pod', () => {
    const { status, events } = planAt(withPod(running, next), 65);
    expect(status).toMatchObject({
      lastRestart: { time: at(62), reason: 'PodDeleted' },
      timings: { requested: at(62) },
    });
    expect(conditionOf(status, 'PodReady')?.message).toBe(
      'The desktop answers. It was started anew at 10:01 UTC: its pod was deleted.',
    );
    expect(events).toMatchObject([{ type: 'Normal', reason: 'PodDeleted' }]);
  });

  it('tells of each restart, and of each once', () => {
    const once = told(withPod(running, next), 65);
    expect(planAt(once, 66).status).toBeUndefined();
    const again = aReadyPod(at(95), {
      uid: 'uid-3',
      creationTimestamp: at(92),
    });
    const { status } = planAt(withPod(restarted(once, at(90)), again), 95);
    expect(status?.lastRestart).toMatchObject({
      time: at(92),
      reason: 'ByUser',
    });
  });

  it('is forgotten when the desktop is stopped', () => {
    const stopped = withPod(
      turnedOff(told(withPod(running, next), 65)),
      undefined,
    );
    const { status } = planAt(stopped, 100);
    expect(status?.phase).toBe('Stopped');
    expect(status).not.toHaveProperty('lastRestart');
  });
});
