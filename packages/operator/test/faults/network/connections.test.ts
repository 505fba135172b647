import { errorEvent, type ProxiedRequest } from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';

const isWatch = (request: ProxiedRequest) => request.isWatch;

describe('an operator whose connections break', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.set();
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  /** What is watched: of one resource perhaps some objects here and some there. */
  const openWatches = () =>
    scene.proxy.open
      .filter(isWatch)
      .map(({ path, query }) => `${path} ${query.get('fieldSelector')}`);

  it.each(['reset', 'fin', 'truncate'] as const)(
    'all its watches, again and again, by %s',
    async how => {
      const { crowd, proxy } = scene;
      let writes = 0;
      proxy.add({
        match({ method }) {
          if (method === 'GET') return false;
          writes += 1;
          // As early as can be, and twice later; it waits longer each time.
          if (writes % 20 === 1 && writes < 60) proxy.interrupt(isWatch, how);
          return false;
        },
        do: 'reset',
      });
      await crowd.ask();
      expect(await crowd.settled()).toEqual(crowd.expected());
      expect(writes).toBeGreaterThan(40);
      expect(openWatches()).toEqual([...new Set(openWatches())]);
    },
  );

  it('its watch of pods says nothing any more, and one of them is gone that it is to delete', async () => {
    const { ns, proxy } = scene;
    const template = await ns.template();
    await ns.session('unheard', { template });
    await ns.untilPhase('unheard', 'Running');
    const isWatchOfPods = (request: ProxiedRequest) =>
      isWatch(request) && request.path.endsWith('/pods');
    expect(proxy.interrupt(isWatchOfPods, 'blackhole')).toBe(1);
    await ns.delete('pod', 'unheard');
    await ns.untilGone({ pod: ['unheard'] });
    await ns.patchSession('unheard', { running: false });
    await ns.untilPhase('unheard', 'Stopped', 'ByUser');
    const deletes = proxy.requests.filter(
      ({ method, path }) => method === 'DELETE' && path.endsWith('/unheard'),
    );
    expect(deletes).toHaveLength(1);
  });

  it('everything, while it has the most to do', async () => {
    const { crowd, proxy } = scene;
    const asked = crowd.ask();
    await proxy.next(({ method }) => method === 'POST');
    proxy.add({ match: () => true, times: 25, do: 'reset' });
    proxy.interrupt(() => true, 'reset');
    await asked;
    expect(await crowd.settled()).toEqual(crowd.expected());
    expect(scene.struck).toHaveLength(25);
  });

  it('everything comes in pieces of any size', async () => {
    const { crowd, proxy } = scene;
    let seed = 1;
    const splitEvery = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return 1 + (seed % 200);
    };
    proxy.add({ match: () => true, do: { splitEvery } });
    proxy.interrupt(isWatch, 'reset');
    await crowd.ask();
    expect(await crowd.settled()).toEqual(crowd.expected());
  });

  it('its watches are told that history is gone, and it reads everything anew', async () => {
    const { crowd, proxy } = scene;
    const asked = crowd.ask();
    await proxy.next(({ method }) => method === 'POST');
    const inject = errorEvent(410, 'Expired').body;
    expect(proxy.interrupt(isWatch, { inject })).toBeGreaterThan(4);
    await asked;
    expect(await crowd.settled()).toEqual(crowd.expected());
  });
});
