import {
  aHome,
  aPod,
  aRoute,
  aSession,
  aStartingPod,
  aView,
  children,
  T0,
} from '../testing/objects';
import {
  PROGRESS,
  READY_AT,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
} from '../testing/plans';

describe('the plan of a start', () => {
  it.each<Row>([
    {
      name: 'makes everything in one go and tells nothing yet',
      view: aView(),
      creates: ['home', 'service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'sets the finalizer first where the maker did not',
      view: aView({ session: aSession({ metadata: { finalizers: [] } }) }),
      finalizer: 'add',
      creates: ['home', 'service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'makes no home where none is wanted',
      view: aView({
        session: aSession({ spec: { persistence: { enabled: false } } }),
      }),
      creates: ['service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'makes what is missing only',
      view: aView({ named: { home: aHome(), route: aRoute() } }),
      creates: ['service', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'waits for the pod in silence at first',
      view: aView({ named: children(aPod()) }),
      after: 1,
      looksAgain: PROGRESS,
    },
    {
      name: 'tells of progress when a start takes its time',
      view: aView({ named: children(aPod()) }),
      after: PROGRESS,
      tells: 'Creating Scheduling',
    },
    {
      name: 'tells nobody who stands in line while the line moves',
      view: aView({ named: children(aPod()), lineMovedAt: T0 + 9_000 }),
      after: 10,
      looksAgain: 9 + PROGRESS - 1,
    },
    {
      name: 'tells of progress when the line stands still',
      view: aView({ named: children(aPod()), lineMovedAt: T0 + 9_000 }),
      after: 9 + PROGRESS - 1,
      tells: 'Creating Scheduling',
    },
    {
      name: 'keeps nobody in silence for ever',
      view: aView({ named: children(aPod()), lineMovedAt: T0 + 119_500 }),
      after: 120,
      tells: 'Creating Scheduling',
    },
    {
      name: 'tells each further step at once',
      view: {
        ...told(aView({ named: children(aPod()) }), PROGRESS),
        named: children(aStartingPod({ state: { waiting: {} } })),
      },
      after: PROGRESS,
      tells: 'Creating AttachingHome',
      looksAgain: WARNING - READY_AT,
    },
    {
      name: 'tells everything in one status when the desktop can be used',
      view: aView({ named: children() }),
      after: 1,
      tells: 'Running Running',
      looksAgain: WARNING,
    },
    {
      name: 'does nothing at rest',
      view: running,
      after: 3600,
      looksAgain: WARNING,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });
});
