import {
  errorEvent,
  type Fault,
  type ProxiedRequest,
  refusal,
} from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';

const isWatch = (request: ProxiedRequest) => request.isWatch;
const isRead = ({ method }: ProxiedRequest) => method === 'GET';
const isCreate = ({ method }: ProxiedRequest) => method === 'POST';
const isChange = ({ method }: ProxiedRequest) => method === 'PATCH';
const isJsonPatch = ({ headers }: ProxiedRequest) =>
  headers['content-type'] === 'application/json-patch+json';
const isAny = () => true;

describe('an operator that is answered something else', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.set();
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  it.each<[string, (request: ProxiedRequest) => boolean, number, Fault]>([
    ['401', isAny, 40, refusal(401, 'Unauthorized')],
    ['409, there is one', isCreate, 10, refusal(409, 'AlreadyExists')],
    ['409, it changed', isChange, 10, refusal(409, 'Conflict')],
    ['410', isRead, 20, refusal(410, 'Expired')],
    ['422, a test failed', isJsonPatch, 10, refusal(422, 'Invalid')],
    ['429', isAny, 40, refusal(429, 'TooManyRequests')],
    [
      '429 for three seconds',
      isAny,
      1,
      refusal(429, 'TooManyRequests', { 'retry-after': '3' }),
    ],
    ['500', isAny, 40, refusal(500, 'InternalError')],
    ['503', isAny, 40, refusal(503, 'ServiceUnavailable')],
    ['504', isAny, 40, refusal(504, 'Timeout')],
    ['a web page', isAny, 40, { status: 200, body: '<html>Welcome</html>' }],
    ['nothing', isAny, 40, { status: 200, body: '' }],
    ['an ERROR event', isWatch, 20, errorEvent(500, 'InternalError')],
  ])('%s', async (_, match, times, fault) => {
    const { crowd, proxy } = scene;
    proxy.add({ match, times, do: fault });
    proxy.interrupt(isWatch, 'reset');
    await crowd.ask();
    expect(await crowd.settled()).toEqual(crowd.expected());
    expect(scene.struck).not.toEqual([]);
  });
});
