import {
  aHome,
  aReadyPod,
  at,
  aView,
  children,
  settings,
  T0,
} from '../testing/objects';
import {
  conditionOf,
  PROGRESS,
  READY_AT,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
} from '../testing/plans';
import { planSession } from './plan';

const refused = (until: number) => ({
  kind: 'route' as const,
  reason: 'Refused' as const,
  message: 'The cluster does not take it.',
  until: T0 + until * 1_000,
});

describe('the plan of routes and lost children', () => {
  it.each<Row>([
    {
      name: 'makes everything else where IngressRoute is not known',
      view: aView({ routesKnown: false }),
      creates: ['home', 'service', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'says that a desktop has no address',
      view: aView({
        routesKnown: false,
        named: { ...children(), route: undefined },
      }),
      after: READY_AT + PROGRESS,
      tells: 'Creating RouteNotAvailable',
      events: ['Warning RouteNotAvailable'],
      looksAgain: WARNING,
    },
    {
      name: 'makes the route when IngressRoute becomes known',
      view: {
        ...told(
          aView({
            routesKnown: false,
            named: { ...children(), route: undefined },
          }),
          READY_AT + PROGRESS,
        ),
        routesKnown: true,
      },
      after: 60,
      creates: ['route'],
      looksAgain: WARNING,
    },
    {
      name: 'goes on without a route that is refused, and says so',
      view: aView({
        named: { ...children(), route: undefined },
        refusals: [refused(9)],
      }),
      after: READY_AT + PROGRESS,
      tells: 'Creating RouteNotAvailable',
      events: ['Warning RouteNotAvailable'],
      looksAgain: 9,
    },
    {
      name: 'makes deleted children again without telling of it',
      view: { ...running, named: { home: aHome(), pod: aReadyPod() } },
      after: 60,
      creates: ['service', 'route'],
      looksAgain: WARNING,
    },
    {
      name: 'makes a deleted pod again',
      view: { ...running, named: { ...running.named, pod: undefined } },
      after: 60,
      creates: ['pod'],
    },
    {
      name: 'waits for a pod that somebody deleted',
      view: {
        ...running,
        named: {
          ...running.named,
          pod: {
            ...aReadyPod(at(1), { deletionTimestamp: at(70) }),
            graceSeconds: 10,
          },
        },
      },
      after: 61,
      looksAgain: 60 + PROGRESS,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it.each([
    ['ingressroute', 'The cluster does not know IngressRoute: the CRDs'],
    ['ingress', 'The cluster does not know Ingress (networking.k8s.io/v1)'],
  ] as const)('says what it lacks for routes of kind %s', (kind, words) => {
    const view = aView({
      routesKnown: false,
      named: { ...children(), route: undefined },
    });
    const { status } = planSession(view, T0 + 60_000, {
      ...settings,
      routingKind: kind,
    });
    expect(conditionOf(status, 'Ready')?.reason).toBe('RouteNotAvailable');
    expect(conditionOf(status, 'Routed')).toMatchObject({
      reason: 'RouteNotAvailable',
      message: expect.stringContaining(words),
    });
  });
});
