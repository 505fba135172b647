import { aReadyPod, at, aView } from '../testing/objects';
import {
  LIMIT,
  PROGRESS,
  READY_AT,
  type Row,
  running,
  shortPlan,
  told,
  turnedOff,
  WARNING,
  withPod,
} from '../testing/plans';

describe('the plan of the end of a run', () => {
  it.each<Row>([
    {
      name: 'says that the desktop stops soon',
      view: running,
      after: WARNING,
      tells: 'Running ExpiringSoon',
      looksAgain: LIMIT,
    },
    {
      name: 'turns a desktop off when its time is over',
      view: told(running, WARNING),
      after: LIMIT,
      turnOff: true,
      deletes: ['pod'],
      looksAgain: LIMIT + PROGRESS,
    },
    {
      name: 'tells why it stopped when the pod is gone',
      view: turnedOff({
        ...running,
        named: { ...running.named, pod: undefined },
      }),
      after: LIMIT + 3,
      tells: 'Stopped TimeLimit',
      events: ['Normal TimeLimit'],
    },
    {
      name: 'deletes the pod and nothing else when the owner turns it off',
      view: turnedOff(running),
      after: 60,
      deletes: ['pod'],
      looksAgain: 60 + PROGRESS,
    },
    {
      name: 'tells that the owner turned it off',
      view: turnedOff({
        ...running,
        named: { ...running.named, pod: undefined },
      }),
      after: 60,
      tells: 'Stopped ByUser',
    },
    {
      name: 'leaves a desktop on that is turned on again while the run whose time was over ends',
      view: withPod(
        {
          ...aReadyPod(at(READY_AT), { deletionTimestamp: at(LIMIT + 10) }),
          graceSeconds: 10,
        },
        told(running, WARNING),
      ),
      after: LIMIT + 1,
      looksAgain: LIMIT + PROGRESS,
    },
    {
      name: 'makes nothing for a session that is turned off from the start',
      view: turnedOff(aView()),
      tells: 'Stopped ByUser',
    },
    {
      name: 'makes the pod again when the desktop is turned on',
      view: {
        ...running,
        named: { ...running.named, pod: undefined },
        session: {
          ...running.session,
          status: {
            phase: 'Stopped',
            stopReason: 'TimeLimit',
            stopTime: at(9),
          },
        },
      },
      after: 60,
      creates: ['pod'],
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });
});
