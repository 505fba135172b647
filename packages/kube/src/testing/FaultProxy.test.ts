import { once } from 'node:events';
import { KubeError } from '../errors';
import { Stream } from '../request';
import { Transport } from '../transport';
import { FakeApiServer, THING } from './FakeApiServer';
import { Fault, FaultProxy, ProxiedRequest } from './FaultProxy';

const isWrite = ({ method }: ProxiedRequest) => method === 'POST';
const isWatch = (request: ProxiedRequest) => request.isWatch;
const thing = { metadata: { namespace: 'default', name: 'a' } };
const WATCH = {
  method: 'GET',
  path: '/apis/test.example.com/v1/things',
  query: { watch: true },
} as const;

describe('FaultProxy', () => {
  let server: FakeApiServer;
  let proxy: FaultProxy;
  let transport: Transport;

  beforeEach(async () => {
    server = await FakeApiServer.start();
    proxy = await FaultProxy.start(
      server.connection({
        credentials: async () => ({ tls: {}, headers: { authorization: 'x' } }),
      }),
    );
    transport = new Transport(proxy.connection, { userAgent: 'test/1' });
  });
  afterEach(async () => {
    await transport.close();
    await proxy.close();
    await server.stop();
  });

  const create = () => transport.create(THING, thing);
  const failure = () =>
    create().then(
      () => undefined,
      (error: KubeError) => error,
    );
  const piecesOf = async ({ body }: Stream) => {
    const pieces: string[] = [];
    try {
      for await (const piece of body) {
        pieces.push(Buffer.from(piece).toString());
      }
    } catch {
      pieces.push('broken');
    }
    return pieces;
  };
  const openWatch = async () => {
    const stream = await transport.stream(WATCH);
    return { pieces: piecesOf(stream), open: await server.watches.next() };
  };

  it('passes requests and answers on, with the credentials of its own side', async () => {
    expect(await create()).toMatchObject(thing);
    const seen = await server.requests.next();
    expect(seen.headers.authorization).toBe('x');
    expect(JSON.parse(seen.body)).toMatchObject(thing);
    expect(proxy.requests).toMatchObject([
      { method: 'POST', path: seen.path, isWatch: false, status: 200 },
    ]);
  });

  it.each<[Fault, Partial<KubeError>, number]>([
    ['reset', { code: 'KUBE_UNREACHABLE' }, 0],
    ['fin', { code: 'KUBE_UNREACHABLE' }, 0],
    ['dropReply', { code: 'KUBE_UNREACHABLE' }, 1],
    [{ truncateAfter: 5 }, { code: 'KUBE_UNREACHABLE' }, 1],
    [{ status: 503, body: 'busy' }, { code: 'KUBE_STATUS', status: 503 }, 0],
    [{ status: 200, body: '<html>' }, { code: 'KUBE_BAD_REPLY' }, 0],
  ])('does %j to as many as it is told', async (fault, error, arrived) => {
    proxy.add({ match: isWrite, times: 1, do: fault });
    expect(await failure()).toMatchObject({ ...error, ambiguous: true });
    expect(server.requests.all).toHaveLength(arrived);
    expect(await failure()).toBeUndefined();
  });

  it('lets nothing come out of a black hole', async () => {
    proxy.add({ match: isWrite, do: 'blackhole' });
    const abort = new AbortController();
    const asked = proxy.next(isWrite);
    const lost = transport.create(THING, thing, { signal: abort.signal });
    await asked;
    abort.abort(new Error('enough'));
    await expect(lost).rejects.toThrow('enough');
    expect(server.requests.all).toEqual([]);
  });

  it.each<Fault>([
    { delayMs: 20 },
    { after: () => new Promise(resolve => setImmediate(resolve)) },
  ])('holds a request back: %j', async fault => {
    proxy.add({ match: isWrite, times: 1, do: fault });
    const slow = create();
    await proxy.next(isWrite);
    expect(server.requests.all).toEqual([]);
    expect(await slow).toMatchObject(thing);
  });

  it('forgets rules, one or all', async () => {
    proxy.add({ match: isWrite, do: 'reset' })();
    expect(await failure()).toBeUndefined();
    proxy.add({ match: isWrite, do: 'reset' });
    proxy.clear();
    expect(await failure()).toBeUndefined();
  });

  it.each([1, 2, 3, 100])('splits an answer every %d bytes', async size => {
    proxy.add({ match: isWatch, do: { splitEvery: size } });
    const { pieces, open } = await openWatch();
    open.sendRaw('gr\u00fc\u00dfe\n');
    open.end();
    const all = Buffer.from('gr\u00fc\u00dfe\n');
    expect(await pieces).toHaveLength(Math.ceil(all.length / size));
  });

  it.each<['reset' | 'fin' | 'truncate', string[]]>([
    ['reset', ['one\n', 'broken']],
    ['fin', ['one\n', 'broken']],
    ['truncate', ['one\n', 'tw', 'broken']],
  ])('interrupts an open watch by %s', async (how, expected) => {
    const { pieces, open } = await openWatch();
    open.sendRaw('one\n');
    // Its way through the proxy is over when an answer sent later is here.
    await create();
    expect(proxy.interrupt(isWatch, how)).toBe(1);
    open.sendRaw('two\n');
    expect(await pieces).toEqual(expected);
  });

  it('injects into an open watch and swallows the rest', async () => {
    const stream = await transport.stream(WATCH);
    const open = await server.watches.next();
    expect(proxy.open).toMatchObject([{ path: WATCH.path, isWatch: true }]);
    proxy.interrupt(isWatch, { inject: 'mine\n' });
    const [first] = await once(stream.body as never, 'data');
    expect(String(first)).toBe('mine\n');
    proxy.interrupt(isWatch, 'blackhole');
    open.sendRaw('theirs\n');
    stream.close();
    await open.closed;
    expect(proxy.open).toEqual([]);
  });

  it('closes what it cannot deliver, and counts open sockets', async () => {
    await create();
    expect(proxy.openSockets).toBe(1);
    await server.stop();
    expect(await failure()).toMatchObject({ code: 'KUBE_UNREACHABLE' });
    await transport.close();
  });
});
