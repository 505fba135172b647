import type { RouteKnowledge } from '../reachability/routeKnowledge';
import type { RouteTrouble } from '../reachability/routeTrouble';
import { aReadyPod, at, aView, children, T0 } from '../testing/objects';
import {
  conditionOf,
  planAt,
  PROGRESS,
  READY_AT,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
} from '../testing/plans';

const trouble: RouteTrouble = {
  reason: 'AddressUnknown',
  message: 'Traefik does not know its address.',
};

/** A desktop that is ready, and what is known of the way to it. */
const ready = (routeCheck?: RouteKnowledge) =>
  aView({ named: children(aReadyPod(at(READY_AT))), routeCheck });

const answered = { answeredAt: T0 + 3_000 };

describe('the plan of a desktop whose route is checked', () => {
  it.each<Row>([
    {
      name: 'tells nothing until it answers: one status is enough',
      view: ready({}),
      after: READY_AT,
      looksAgain: READY_AT + PROGRESS,
    },
    {
      name: 'tells that it runs when it answers',
      view: ready(answered),
      after: 3,
      tells: 'Running Running',
      looksAgain: WARNING,
    },
    {
      name: 'tells that it is almost there when that takes its time',
      view: ready({}),
      after: READY_AT + PROGRESS,
      tells: 'Creating WaitingForRoute',
      looksAgain: WARNING,
    },
    {
      name: 'tells what is in the way as soon as that is known to last',
      view: {
        ...told(ready({}), READY_AT + PROGRESS),
        routeCheck: { trouble },
      },
      after: 12,
      tells: 'Creating WaitingForRoute',
      looksAgain: WARNING,
    },
    {
      name: 'tells that it runs in the end',
      view: {
        ...told(ready({ trouble }), 12),
        routeCheck: { answeredAt: T0 + 60_000 },
      },
      after: 60,
      tells: 'Running Running',
      looksAgain: WARNING,
    },
    {
      name: 'leaves one alone that ran when nobody checked',
      view: { ...running, routeCheck: {} },
      after: 60,
      looksAgain: WARNING,
    },
    {
      name: 'leaves one alone that was seen by an earlier operator',
      view: { ...told(ready(answered), 3), routeCheck: {} },
      after: 60,
      looksAgain: WARNING,
    },
    {
      name: 'makes a deleted route again without telling of it',
      view: {
        ...running,
        routeCheck: {},
        named: { ...running.named, route: undefined },
      },
      after: 60,
      creates: ['route'],
      looksAgain: WARNING,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('says in words how far it is, and has no address to open until it answers', () => {
    const waiting = planAt(ready({}), 60).status;
    expect(waiting?.url).toBeUndefined();
    expect(conditionOf(waiting, 'Ready')).toMatchObject({
      status: 'False',
      message: 'Making its address known.',
    });
    expect(conditionOf(waiting, 'Routed')).toMatchObject({
      status: 'False',
      reason: 'NotReached',
    });

    const stuck = planAt(ready({ trouble }), 60).status;
    for (const type of ['Ready', 'Routed']) {
      expect(conditionOf(stuck, type)?.message).toBe(trouble.message);
    }
    expect(conditionOf(stuck, 'Routed')?.reason).toBe('AddressUnknown');

    const there = planAt(ready(answered), 60).status;
    expect(there?.url).toBeDefined();
    expect(conditionOf(there, 'Routed')?.status).toBe('True');
  });

  it('keeps when it was first seen, and for that run only', () => {
    const seen = told(ready(answered), 3);
    expect(seen.session.status?.timings?.routed).toBe(at(3));
    const later = told({ ...seen, routeCheck: {} }, WARNING);
    expect(later.session.status?.timings?.routed).toBe(at(3));

    const pod = aReadyPod(at(100), { uid: 'uid-next' });
    const next = { ...seen, named: children(pod), routeCheck: {} };
    const { status } = planAt(next, 110);
    expect(conditionOf(status, 'Ready')?.reason).toBe('WaitingForRoute');
    expect(status?.timings?.routed).toBeUndefined();
  });
});
