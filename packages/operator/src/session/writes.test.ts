import { at, aView } from '../testing/objects';
import { World } from '../testing/World';

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
