import {
  errorEvent,
  type Fault,
  type ProxiedRequest,
  refusal,
} from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';

type Match = (request: ProxiedRequest) => boolean;

const isWatch: Match = request => request.isWatch;
const isRead: Match = ({ method }) => method === 'GET';
const isWrite: Match = ({ method }) => method !== 'GET';
const isCreate: Match = ({ method }) => method === 'POST';
const isChange: Match = ({ method }) => method === 'PATCH';
const isJsonPatch: Match = ({ headers }) =>
  headers['content-type'] === 'application/json-patch+json';

/** How often each happens. Whoever reads waits twice as long each time, and whoever writes hardly at all. */
const TIMES = new Map([
  [isRead, 10],
  [isWatch, 10],
  [isWrite, 25],
  [isCreate, 10],
  [isChange, 10],
  [isJsonPatch, 10],
]);
const ALL = [isRead, isWrite];

describe('an operator that is answered something else', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.set();
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  it.each<[string, Match[], Fault]>([
    ['401', ALL, refusal(401, 'Unauthorized')],
    ['409, there is one', [isCreate], refusal(409, 'AlreadyExists')],
    ['409, it changed', [isChange], refusal(409, 'Conflict')],
    ['410', [isRead], refusal(410, 'Expired')],
    ['422, a test failed', [isJsonPatch], refusal(422, 'Invalid')],
    ['429', ALL, refusal(429, 'TooManyRequests')],
    ['500', ALL, refusal(500, 'InternalError')],
    ['503', ALL, refusal(503, 'ServiceUnavailable')],
    ['504', ALL, refusal(504, 'Timeout')],
    ['a web page', ALL, { status: 200, body: '<html>Welcome</html>' }],
    ['nothing', ALL, { status: 200, body: '' }],
    ['an ERROR event', [isWatch], errorEvent(500, 'InternalError')],
  ])('%s', async (_, matches, fault) => {
    const { crowd, proxy } = scene;
    for (const match of matches) {
      proxy.add({ match, times: TIMES.get(match), do: fault });
    }
    proxy.interrupt(isWatch, 'reset');
    await crowd.ask();
    expect(await crowd.settled()).toEqual(crowd.expected());
    for (const match of matches) {
      expect(scene.struck.filter(match)).not.toEqual([]);
    }
  });

  it('404 to a route, whose CRD is gone and its watch does not say so', async () => {
    const { ns, proxy } = scene;
    const isRoute: Match = ({ method, path }) =>
      method === 'POST' && path.endsWith('/ingressroutes');
    proxy.add({ match: isRoute, do: refusal(404, 'NotFound') });
    await ns.session('unrouted', { template: await ns.template() });
    await ns.until(() => ns.get('pod', 'unrouted')?.status.podIP);
    proxy.clear();
    // More than a minute's.
    expect(scene.struck.length).toBeLessThan(5);
    await ns.untilPhase('unrouted', 'Running');
  });

  it('429 for three seconds, in which it asks nothing', async () => {
    const { crowd, proxy } = scene;
    const fault = refusal(429, 'TooManyRequests', { 'retry-after': '3' });
    proxy.add({ match: isWrite, times: 1, do: fault });
    const refused = proxy.next(isWrite);
    await crowd.ask();
    const { at } = await refused;
    expect(await crowd.settled()).toEqual(crowd.expected());
    const after = proxy.requests.filter(request => request.at > at);
    // What was under way when the answer came is not held.
    const held = after.filter(request => request.at < at + 3_000);
    expect(held.length).toBeLessThan(32);
    expect(after.length).toBeGreaterThan(32);
  });
});
