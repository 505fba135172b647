import { aPod, aStartingPod, aView, children } from '../testing/objects';
import { READY_AT, type Row, shortPlan, told, WARNING } from '../testing/plans';

/** A desktop that never becomes ready takes up its node from the start. */
const NEVER_READY = WARNING - READY_AT;

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
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });
});
