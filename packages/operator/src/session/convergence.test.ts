import fc from 'fast-check';
import { aTemplate, aView, at } from '../testing/objects';
import { World } from '../testing/World';

/** Everything that can happen to a session, beside time. */
const HAPPENINGS: Record<string, (world: World) => void> = {
  'the desktop becomes ready': world => world.ready(),
  'the node gives the pod up': world => {
    const { pod } = world.view.named;
    if (pod) world.named('pod', { ...pod, phase: 'Failed', conditions: [] });
  },
  'the pod is deleted': world => world.remove('pod'),
  'the service is deleted': world => world.remove('service'),
  'the route is deleted': world => world.remove('route'),
  'the template is removed': world => {
    world.view = { ...world.view, template: undefined };
  },
  'the template appears': world => {
    world.view = { ...world.view, template: aTemplate() };
  },
  'routes become unknown': world => {
    world.view = { ...world.view, routesKnown: false };
    world.remove('route');
  },
  'routes become known': world => {
    world.view = { ...world.view, routesKnown: true };
  },
  'the owner turns it off': world =>
    world.session({ spec: { running: false } }),
  'the owner turns it on': world => world.session({ spec: { running: true } }),
  'the home is no longer to be kept': world =>
    world.session({ spec: { persistence: { retain: false } } }),
  'the home is to be kept': world =>
    world.session({ spec: { persistence: { retain: true } } }),
};

interface Happening {
  name: string;
  /** How long nothing happens after it. */
  seconds: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  name: fc.constantFrom(...Object.keys(HAPPENINGS)),
  seconds: fc.constantFrom(0, 1, 3, 60, 4 * 3600),
});

function live(world: World, happenings: Happening[]) {
  for (const { name, seconds } of happenings) {
    HAPPENINGS[name](world);
    world.pass(seconds);
  }
}

/** Everything is as it should be again, and the desktop is left alone. */
function mend(world: World) {
  HAPPENINGS['the template appears'](world);
  HAPPENINGS['routes become known'](world);
  HAPPENINGS['the owner turns it on'](world);
  world.pass(30);
  world.ready();
  world.pass(5);
}

describe('a session, whatever happens to it', () => {
  it('comes to run when nothing stands in its way any more', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = new World();
        live(world, happenings);
        mend(world);
        expect(world.view.session.status).toMatchObject({
          phase: 'Running',
          url: expect.any(String),
        });
        expect(world.children).toEqual(['home', 'pod', 'route', 'service']);
      }),
    );
  });

  it('has nothing to write at rest', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = new World();
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
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
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
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = new World();
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
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = new World(aView());
        live(world, happenings);
        const frozen = structuredClone(world.view);
        const plan = world.plan();
        expect(world.view).toEqual(frozen);
        expect(world.plan()).toEqual(plan);
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
