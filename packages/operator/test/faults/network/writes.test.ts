import type { ProxiedRequest } from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';

/** Every write of a session's life. */
const WRITES: [string, RegExp][] = [
  ['POST', /\/persistentvolumeclaims$/],
  ['POST', /\/services$/],
  ['POST', /\/ingressroutes$/],
  ['POST', /\/pods$/],
  ['PATCH', /\/vdisessions\/[^/]+\/status$/],
  ['PATCH', /\/vdisessions\/[^/]+$/],
  ['DELETE', /\/pods\/[^/]+$/],
];

describe('an operator whose writes are done and not answered', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.set();
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  it.each(WRITES)('%s %s', async (verb, path) => {
    const { crowd, proxy } = scene;
    const match = (request: ProxiedRequest) =>
      request.method === verb && path.test(request.path);
    proxy.add({ match, times: 6, do: 'dropReply' });
    await crowd.ask();
    expect(await crowd.settled()).toEqual(crowd.expected());
    expect(scene.struck).not.toEqual([]);
  });

  it('all of them, half of the answer at least', async () => {
    const { crowd, proxy } = scene;
    const match = ({ method }: ProxiedRequest) => method !== 'GET';
    proxy.add({ match, times: 30, do: { truncateAfter: 50 } });
    await crowd.ask();
    expect(await crowd.settled()).toEqual(crowd.expected());
    expect(scene.struck).toHaveLength(30);
  });
});
