import fc from 'fast-check';
import {
  ANNOTATION_ACTIVE_AT,
  ANNOTATION_RESTARTED_AT,
  LABEL_SESSION,
} from '@backstage-vdi/plugin-vdi-common';
import {
  aRoute,
  aService,
  aSession,
  aTemplate,
  aView,
  at,
  settings,
  T0,
} from '../testing/objects';
import { World } from '../testing/World';
import type { PodCondition } from './records';
import type { Activity, SessionView } from './view';

const HOUR = 3_600;

/** How long nobody may be connected to the desktop, in seconds. */
const IDLE = 2 * HOUR;

/** How long before its end a desktop says so, in seconds. */
const WARNING = settings.warnBefore / 1_000;

const annotate = (world: World, name: string) =>
  world.session({
    metadata: { annotations: { [name]: at(Math.floor(world.seconds)) } },
  });
const condition = (world: World, found: PodCondition) => {
  const { pod } = world.view.named;
  if (!pod) return;
  const others = pod.conditions.filter(({ type }) => type !== found.type);
  world.named('pod', { ...pod, conditions: [...others, found] });
};
/** Somebody changes what is a session's. */
const tamper = (
  world: World,
  kind: 'service' | 'route',
  { labels, ...spec }: Record<string, object>,
) => {
  const child = world.view.named[kind];
  if (!child) return;
  const metadata = {
    ...child.metadata,
    labels: { ...child.metadata.labels, ...labels },
  };
  world.named(kind, { metadata, spec: { ...child.spec, ...spec } });
};
const people = (world: World, activity: Partial<Activity> | undefined) => {
  world.view = {
    ...world.view,
    activity: activity && { source: 'test', ...activity },
  };
};

/** Everything that can happen to a session, beside time. */
const HAPPENINGS: Record<string, (world: World) => void> = {
  'the desktop becomes ready': world => world.ready(),
  'the node gives the pod up': world => {
    const { pod } = world.view.named;
    if (pod) {
      const lost = { phase: 'Failed', reason: 'Evicted', conditions: [] };
      world.named('pod', { ...pod, ...lost });
    }
  },
  'the desktop fills its disk': world => {
    const { pod } = world.view.named;
    if (pod) {
      const message =
        'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. ';
      const full = { phase: 'Failed', reason: 'Evicted', message };
      world.named('pod', { ...pod, ...full, conditions: [] });
    }
  },
  'the node stops answering': world =>
    condition(world, {
      type: 'Ready',
      status: 'False',
      reason: 'NodeNotReady',
    }),
  'the node is emptied': world => {
    const reason = 'EvictionByEvictionAPI';
    condition(world, { type: 'DisruptionTarget', status: 'True', reason });
    world.remove('pod');
  },
  'the pod is deleted': world => world.remove('pod'),
  'pods take their time to end': world => {
    world.lingers = true;
  },
  'pods end': world => world.end(),
  'the service is deleted': world => world.remove('service'),
  'the route is deleted': world => world.remove('route'),
  'somebody leads the service elsewhere': world =>
    tamper(world, 'service', { selector: { app: 'mine' } }),
  'somebody opens the service to all': world =>
    tamper(world, 'service', { externalIPs: ['192.0.2.1'] }),
  'somebody leads the route elsewhere': world =>
    tamper(world, 'route', { routes: [], parentRefs: [] }),
  'somebody labels the route as of another': world =>
    tamper(world, 'route', { labels: { [LABEL_SESSION]: 'another' } }),
  'the template is removed': world => {
    world.view = { ...world.view, template: undefined };
  },
  'the template appears': world => {
    world.view = { ...world.view, template: aTemplate() };
  },
  'the template changes': world => {
    const template = aTemplate({ image: 'registry.example.com/desktop:2' });
    world.view = { ...world.view, template };
  },
  'the template allows less': world => {
    const template = aTemplate({ timeout: { max: '1h' } });
    world.view = { ...world.view, template };
  },
  'routes become unknown': world => {
    world.view = { ...world.view, routesKnown: false };
    world.remove('route');
  },
  'routes become known': world => {
    world.view = { ...world.view, routesKnown: true };
  },
  'nobody knows whether its route leads to it': world => {
    world.view = { ...world.view, routeCheck: {} };
  },
  'it answers through its route': world => {
    world.view = { ...world.view, routeCheck: { answeredAt: world.now } };
  },
  'something is between its route and it': world => {
    const reason = 'DesktopUnreachable';
    const trouble = { reason, message: 'Out of reach.' } as const;
    world.view = { ...world.view, routeCheck: { trouble } };
  },
  'another desktop gets its host name': world => {
    const reason = 'HostNameTaken';
    world.view = { ...world.view, hostTrouble: { reason, message: 'Taken.' } };
  },
  'its host name is left to it': world => {
    world.view = { ...world.view, hostTrouble: undefined };
  },
  'another route still leads from its host name': world => {
    world.view = { ...world.view, hostDeparting: true };
  },
  'no other route leads from its host name': world => {
    world.view = { ...world.view, hostDeparting: undefined };
  },
  'the owner turns it off': world =>
    world.session({ spec: { running: false } }),
  'the owner turns it on': world => world.session({ spec: { running: true } }),
  'the owner restarts it': world => annotate(world, ANNOTATION_RESTARTED_AT),
  'the owner keeps it': world => annotate(world, ANNOTATION_ACTIVE_AT),
  'the owner extends it': world => world.session({ spec: { timeout: '12h' } }),
  'the home is no longer to be kept': world =>
    world.session({ spec: { persistence: { retain: false } } }),
  'the home is to be kept': world =>
    world.session({ spec: { persistence: { retain: true } } }),
  'the home is to be larger': world =>
    world.session({ spec: { persistence: { size: '20Gi' } } }),
  'the home is to be smaller': world =>
    world.session({ spec: { persistence: { size: '5Gi' } } }),
  'somebody connects': world => people(world, { lastActivity: world.now }),
  'everybody leaves': world =>
    people(world, { lastActivity: world.now, idleSince: world.now }),
  'it is not known whether somebody is there': world =>
    people(world, undefined),
  'nobody looks any more': world => {
    world.probes = false;
  },
  'people are looked for': world => {
    world.probes = true;
  },
};

/** What is done to the operator's own clock. */
const CLOCKS: Record<string, (world: World) => void> = {
  'its clock is set forward': world => {
    world.skew += 5 * HOUR;
  },
  'its clock is set back': world => {
    world.skew -= 5 * HOUR;
  },
  'its clock is right': world => {
    world.skew = 0;
  },
};

/** A stop and a start, each with all that can be told on the way. */
const MOST_WRITES = 20;

interface Happening {
  name: string;
  /** How long nothing happens after it. */
  seconds: number;
}

const oneOf = (names: string[]): fc.Arbitrary<Happening> =>
  fc.record({
    name: fc.constantFrom(...names),
    seconds: fc.constantFrom(0, 1, 3, 60, HOUR, 4 * HOUR),
  });
const happening = oneOf(Object.keys(HAPPENINGS));
const anything = oneOf(Object.keys({ ...HAPPENINGS, ...CLOCKS }));

const aWorld = () =>
  new World(
    aView({ session: aSession({ spec: { idleTimeout: `${IDLE}s` } }) }),
  );

function live(world: World, happenings: Happening[]) {
  for (const { name, seconds } of happenings) {
    ({ ...HAPPENINGS, ...CLOCKS })[name](world);
    world.pass(seconds);
  }
}

/** When a clock may turn off a session at the earliest, by what was so before: seconds. No template here allows less than an hour. */
function earliest({ session, activity }: SessionView, reason?: string): number {
  const since =
    reason === 'Idle'
      ? (activity?.idleSince ?? Infinity)
      : Date.parse(session.status?.startTime ?? at(0));
  return (since - T0) / 1_000 + (reason === 'Idle' ? IDLE : HOUR);
}

/** Everything is as it should be again, and the desktop is left alone. */
function mend(world: World) {
  CLOCKS['its clock is right'](world);
  world.lingers = false;
  HAPPENINGS['pods end'](world);
  HAPPENINGS['it is not known whether somebody is there'](world);
  HAPPENINGS['the template appears'](world);
  HAPPENINGS['routes become known'](world);
  HAPPENINGS['its host name is left to it'](world);
  HAPPENINGS['no other route leads from its host name'](world);
  HAPPENINGS['the owner turns it on'](world);
  // One that filled its disk is let be for some minutes.
  world.pass(330);
  world.ready();
  HAPPENINGS['it answers through its route'](world);
  world.pass(5);
}

describe('a session, whatever happens to it', () => {
  it('comes to run when nothing stands in its way any more', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        mend(world);
        expect(world.view.session.status).toMatchObject({
          phase: 'Running',
          url: expect.any(String),
        });
        expect(world.children).toEqual(['home', 'pod', 'route', 'service']);
        expect(world.view.named.service?.spec).toEqual(aService().spec);
        expect(world.view.named.route?.spec).toEqual(aRoute().spec);
      }),
    );
  });

  it('has nothing to write at rest', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        world.settle();
        const { writes } = world;
        world.settle();
        expect(world.writes).toBe(writes);
        expect(world.plan().status).toBeUndefined();
      }),
    );
  });

  it('never loses its home', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = new World();
        world.settle();
        const { home } = world.view.named;
        live(world, happenings);
        expect(world.view.named.home?.metadata.uid).toBe(home?.metadata.uid);
      }),
    );
  });

  it('goes with one write when it is deleted, at any moment', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        world.session({ metadata: { deletionTimestamp: at(1) } });
        const { writes } = world;
        world.settle();
        expect(world.gone).toBe(true);
        expect(world.writes).toBe(writes + 1);
      }),
    );
  });

  it('is planned the same from the same view', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        const frozen = structuredClone(world.view);
        const plan = world.plan();
        expect(world.view).toEqual(frozen);
        expect(world.plan()).toEqual(plan);
      }),
    );
  });

  it('is never turned off by a clock before its time, and never without a warning', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = aWorld();
        for (const { name, seconds } of happenings) {
          HAPPENINGS[name](world);
          const { length } = world.turnedOff;
          const { view } = world;
          world.pass(seconds);
          for (const { at: stopped, warnedAt } of world.turnedOff.slice(
            length,
          )) {
            const { stopReason } = world.view.session.status ?? {};
            expect(stopped - warnedAt).toBeGreaterThanOrEqual(WARNING);
            expect(stopped).toBeGreaterThanOrEqual(earliest(view, stopReason));
          }
        }
      }),
    );
  });

  it('writes little, whatever is done to the clock of the operator', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        world.settle();
        for (const one of happenings) {
          const { writes } = world;
          live(world, [one]);
          expect(world.writes - writes).toBeLessThanOrEqual(MOST_WRITES);
          expect(JSON.stringify(world.view.session)).not.toMatch(
            /NaN|Invalid|-\d+ (?:s|min|h)\b/,
          );
          const { startTime = '', stopTime = startTime } =
            world.view.session.status ?? {};
          expect(stopTime >= startTime).toBe(true);
        }
      }),
    );
  });
});

describe('the writes of a life', () => {
  it('are five until it runs, six for an object without the finalizer, one to go', () => {
    for (const finalizers of [['vdi.kasm.io/session-cleanup'], []]) {
      const view = aView();
      view.session.metadata.finalizers = finalizers;
      const world = new World(view);
      world.settle();
      world.seconds = 1;
      world.ready();
      world.settle();
      expect(world.view.session.status?.phase).toBe('Running');
      expect(world.writes).toBe(6 - finalizers.length);

      world.session({ metadata: { deletionTimestamp: at(9) } });
      const { writes } = world;
      world.settle();
      expect(world.writes - writes).toBe(1);
    }
  });

  it('are three when its time is over and two when it starts again', () => {
    const world = new World();
    world.settle();
    world.ready();
    world.settle();
    let { writes } = world;
    world.pass(8 * 3600);
    expect(world.view.session.status).toMatchObject({
      phase: 'Stopped',
      stopReason: 'TimeLimit',
      stopTime: at(8 * 3600),
    });
    expect(world.view.session.status).not.toHaveProperty('stopsAt');
    expect(world.view.session.status).not.toHaveProperty('url');
    // And one before, that said that it would stop soon.
    expect(world.writes - writes).toBe(4);

    world.session({ spec: { running: true } });
    ({ writes } = world);
    world.settle();
    world.ready();
    world.settle();
    expect(world.view.session.status).toMatchObject({
      phase: 'Running',
      startTime: at(8 * 3600),
      stopsAt: { time: at(16 * 3600), reason: 'TimeLimit' },
    });
    expect(world.view.session.status).not.toHaveProperty('stopReason');
    expect(world.writes - writes).toBe(2);
  });
});
