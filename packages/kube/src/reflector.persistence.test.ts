import { ReflectorOptions } from './reflector';
import { FakeApiServer, fail, Thing } from './testing/FakeApiServer';
import { impatientClock } from './testing/impatientClock';
import { Recorder } from './testing/Recorder';
import { ReflectorBench } from './testing/ReflectorBench';

describe('Reflector, which never gives up', () => {
  let bench: ReflectorBench;
  let server: FakeApiServer;
  const run = (options?: Partial<ReflectorOptions<Thing, string>>) =>
    bench.run(options);
  const nextResumed = () => bench.nextResumed();

  beforeEach(async () => {
    bench = await ReflectorBench.create();
    server = bench.server;
  });

  afterEach(() => bench.close());

  it('on a server that cannot be reached', async () => {
    let failures = 20;
    server.misbehave = (_, res) =>
      failures-- > 0 && Boolean(res.socket?.resetAndDestroy());
    const { told, states } = run();
    expect(await told.next()).toBe('replace');
    expect(states.all.slice(0, 3)).toEqual(['listing', 'backoff', 'listing']);
  });

  it('and says how long it has been behind, until it watches again', async () => {
    const { clock, pass } = impatientClock();
    const { reflector, told, states } = run({ clock });
    await told.next();
    await states.next(state => state === 'watching');
    expect(reflector.health.behindMs).toBeUndefined();

    let isDown = true;
    server.misbehave = (_, res) =>
      isDown && Boolean(res.socket?.resetAndDestroy());
    (await server.watches.next()).reset();
    await states.next(state => state === 'backoff');
    const before = reflector.health.behindMs ?? NaN;
    pass(60_000);
    await server.requests.next();
    expect(reflector.health.behindMs).toBeGreaterThanOrEqual(before + 60_000);

    isDown = false;
    await states.next(state => state === 'watching');
    expect(reflector.health.behindMs).toBeUndefined();
  });

  it('and does not take a page of something between for a watch', async () => {
    const { clock, pass } = impatientClock();
    const behind = new Recorder<number>();
    const { told, reflector } = run({
      clock,
      onState: state =>
        state === 'backoff' && behind.record(reflector.health.behindMs ?? 0),
    });
    await told.next();
    server.misbehave = ({ query }, res) =>
      query.has('resourceVersion') && Boolean(res.end('<html>'));
    (await server.watches.next()).end();
    await behind.next();
    pass(10_000);
    expect(await behind.next()).toBeGreaterThanOrEqual(10_000);
  });

  it('on a server that ends its list half-way, but waits before it asks again', async () => {
    let endings = 3;
    const object = server.put('a', { size: 1 });
    const half = `${JSON.stringify({ type: 'ADDED', object })}\n`;
    server.misbehave = (_, res) =>
      endings-- > 0 && Boolean(res.writeHead(200).end(half));
    const { told, states } = run();
    expect(await told.next()).toBe('replace a=1');
    expect(states.all.filter(state => state === 'backoff')).toHaveLength(3);
  });

  it('on a resource that is not installed, and heals when it appears', async () => {
    server.installed = false;
    server.put('a', { size: 1 });
    const { reflector, told, states } = run();
    await states.next(state => state === 'absent');
    for (let i = 0; i < 3; i++) {
      await server.requests.next();
    }
    expect(reflector.health).toMatchObject({
      state: 'absent',
      error: expect.stringContaining('404 page not found'),
    });
    server.installed = true;
    expect(await told.next()).toBe('replace a=1');
    await states.next(state => state === 'watching');
    expect(states.all).toEqual(['listing', 'absent', 'listing', 'watching']);
  });

  it('on a resource that it may not read, and says so', async () => {
    let allowed = false;
    server.misbehave = (_, res) =>
      !allowed && fail(res, 403, 'Forbidden', 'things is forbidden');
    const { reflector, told, states } = run();
    await states.next(state => state === 'forbidden');
    expect(reflector.health.error).toContain('things is forbidden');
    allowed = true;
    expect(await told.next()).toBe('replace');
  });

  it('on a server that ends its watches at once, but waits between them', async () => {
    server.misbehave = ({ query }, res) =>
      query.has('resourceVersion') && Boolean(res.writeHead(200).end());
    const { clock, waits } = impatientClock();
    const { told } = run({ clock, random: () => 0.5 });
    await told.next();
    (await server.watches.next()).end();
    for (let i = 0; i < 5; i++) {
      await server.requests.next(({ query }) => query.has('resourceVersion'));
    }
    expect(waits.slice(0, 4)).toEqual([400, 800, 1600, 3200]);
  });

  it('on a network that breaks now and then, without waiting longer each time', async () => {
    const { clock, waits, pass } = impatientClock();
    const { told } = run({ clock, random: () => 0.5 });
    await told.next();
    let open = await server.watches.next();
    for (let i = 0; i < 3; i++) {
      // In good order at first: it is the next watch's life that counts.
      open.bookmark(server.version);
      open.end();
      open = await nextResumed();
      server.put(`t${i}`);
      await told.next(event => event === `upsert t${i}=undefined`);
      pass(60_000);
      open.reset();
      open = await nextResumed();
    }
    expect(waits).toEqual([400, 400, 400]);
  });
});
