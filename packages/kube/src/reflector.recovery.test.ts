import { Clock, systemClock } from './clock';
import { ReflectorOptions } from './reflector';
import {
  FakeApiServer,
  fail,
  OpenWatch,
  statusOf,
  Thing,
} from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { Recorder } from './testing/Recorder';
import { ReflectorBench } from './testing/ReflectorBench';

/** A clock that goes on when a test says so, and notes every wait after a failure instead of waiting. */
function impatientClock() {
  const waits: number[] = [];
  let passed = 0;
  const clock: Clock = {
    now: () => systemClock.now() + passed,
    after: (ms, fn) => {
      const isBackoff = ms < 20_000;
      if (isBackoff) {
        waits.push(ms);
      }
      return systemClock.after(isBackoff ? 0 : ms, fn);
    },
  };
  const pass = (ms: number) => {
    passed += ms;
  };
  return { clock, waits, pass };
}

describe('Reflector, when something breaks', () => {
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

  describe('resumes where it was', () => {
    const faults: [string, (open: OpenWatch) => void][] = [
      ['the server ends the watch', open => open.end()],
      ['FIN', open => open.finish()],
      ['RST', open => open.reset()],
      [
        'a line cut short',
        open => {
          open.sendRaw('{"type":"ADDED","object":{"meta');
          open.finish();
        },
      ],
      [
        'a line cut short, and an end in good order',
        open => {
          open.sendRaw('{"type":"ADDED","object":{"meta');
          open.end();
        },
      ],
      ['a line that is not JSON', open => open.sendRaw('<html>\n')],
      [
        'an event without its object',
        open => open.sendRaw('{"type":"ADDED"}\n'),
      ],
      [
        'an event without a version',
        open => open.send('ADDED', { metadata: { name: 'x' } }),
      ],
      [
        'an ERROR event',
        open => open.send('ERROR', statusOf(500, 'InternalError', 'etcd')),
      ],
    ];

    it.each(faults)('after %s', async (_, fault) => {
      server.put('a', { size: 1 });
      const { reflector, told } = run();
      await told.next();
      const first = await server.watches.next();
      server.put('a', { size: 2 });
      await told.next();
      const { version } = server;
      fault(first);
      const second = await nextResumed();
      expect(second.request.query.get('resourceVersion')).toBe(String(version));
      server.put('a', { size: 3 });
      expect(await told.next()).toBe('upsert a=3');
      expect(reflector.health).toMatchObject({ state: 'watching', lists: 1 });
      // Its socket does not linger.
      await first.closed;
    });

    it('from the last bookmark of a quiet resource', async () => {
      const { told } = run();
      const first = await server.watches.next();
      await told.next();
      first.bookmark(12345);
      expect(await told.next()).toBe('progress');
      first.reset();
      const second = await nextResumed();
      expect(second.request.query.get('resourceVersion')).toBe('12345');
    });

    it('and tells what happened meanwhile', async () => {
      server.put('a', { size: 1 });
      const { told } = run();
      await told.next();
      const first = await server.watches.next();
      server.misbehave = (_, res) => fail(res, 503, 'ServiceUnavailable');
      first.reset();
      await server.requests.next(({ query }) => query.has('resourceVersion'));
      server.put('a', { size: 2 });
      server.remove('a');
      server.misbehave = () => false;
      expect([await told.next(), await told.next()]).toEqual([
        'upsert a=2',
        'delete default/a',
      ]);
    });

    it.each([429, 500, 502, 503, 504, 401])(
      'after the server answered %i',
      async code => {
        const { told, reflector } = run();
        await told.next();
        const first = await server.watches.next();
        let refusals = 3;
        server.misbehave = (_, res) =>
          refusals-- > 0 && fail(res, code, 'Reason');
        first.end();
        await nextResumed();
        server.put('a', { size: 1 });
        expect(await told.next()).toBe('upsert a=1');
        expect(reflector.health.lists).toBe(1);
      },
    );

    it('when the other side is gone without a word', async () => {
      const clock = new ManualClock();
      const { told, reflector } = run({ clock });
      await told.next();
      await server.watches.next();
      const { version } = server;
      clock.advance(149_999);
      expect(reflector.health).toMatchObject({
        state: 'watching',
        lastByteAgeMs: 149_999,
      });
      clock.advance(1);
      const second = nextResumed();
      while (server.watches.all.length === 1) {
        await new Promise(setImmediate);
        clock.advance(0);
      }
      expect((await second).request.query.get('resourceVersion')).toBe(
        String(version),
      );
    });

    it('and leaves no timer behind', async () => {
      const clock = new ManualClock();
      const { told } = run({ clock });
      await told.next();
      for (let i = 0; i < 3; i++) {
        const open = await server.watches.next();
        open.bookmark(server.version);
        open.end();
      }
      await server.watches.next();
      await bench.stop();
      expect(clock.timers).toBe(0);
    });

    it('but not while bytes come, be it half a line', async () => {
      const clock = new ManualClock();
      const { told, reflector } = run({ clock });
      await told.next();
      const first = await server.watches.next();
      for (const byte of '{"type":"BOOKMARK","object"') {
        clock.advance(140_000);
        first.sendRaw(byte);
        while (reflector.health.lastByteAgeMs !== 0) {
          await new Promise(setImmediate);
        }
      }
      expect(server.watches.all).toHaveLength(1);
    });
  });

  describe('reads everything anew', () => {
    it('when the server no longer knows what happened since', async () => {
      server.put('a', { size: 1 });
      const { told, reflector } = run();
      await told.next();
      const first = await server.watches.next();
      server.misbehave = (_, res) => Boolean(res.socket?.destroy());
      first.reset();
      await server.requests.next(({ query }) => query.has('resourceVersion'));
      server.put('b', { size: 2 });
      server.remove('a');
      server.compact();
      server.misbehave = () => false;
      expect(await told.next()).toBe('replace b=2');
      expect(reflector.health.lists).toBe(2);
    });

    it('when the server says 410 before the watch begins', async () => {
      const { told } = run();
      await told.next();
      const first = await server.watches.next();
      server.misbehave = ({ query }, res) =>
        query.has('resourceVersion') && fail(res, 410, 'Expired');
      first.end();
      expect(await told.next()).toBe('replace');
    });

    it('when a page of the list is no longer kept', async () => {
      server.streamsLists = false;
      for (let i = 0; i < 600; i++) {
        server.put(`t${i}`, { size: i });
      }
      let expired = false;
      server.misbehave = ({ query }, res) => {
        const expire = query.has('continue') && !expired;
        expired ||= expire;
        return expire && fail(res, 410, 'Expired');
      };
      const { told } = run();
      const first = await told.next();
      expect(first.split(' ')).toHaveLength(601);
      expect(
        server.requests.all.filter(r => r.query.has('limit')),
      ).toHaveLength(4);
    });

    it('when the server is behind us: its store was restored from a copy', async () => {
      const { told } = run();
      await told.next();
      const first = await server.watches.next();
      server.misbehave = ({ query }, res) => {
        const ahead = query.has('resourceVersion');
        if (ahead) {
          const status = statusOf(504, 'Timeout', 'Too large resource version');
          const causes = [{ reason: 'ResourceVersionTooLarge' }];
          res
            .writeHead(504)
            .end(JSON.stringify({ ...status, details: { causes } }));
        }
        return ahead;
      };
      first.end();
      expect(await told.next()).toBe('replace');
    });

    it('when the server accepts our version twice and has nothing to say to it: it is behind us', async () => {
      const clock = new ManualClock();
      const { told, states, reflector } = run({ clock });
      const retry = async () => {
        await states.next(state => state === 'backoff');
        while (clock.timers === 0) {
          await new Promise(setImmediate);
        }
        clock.advance(0);
      };
      const silence = async () => {
        await nextResumed();
        await states.next(state => state === 'watching');
        clock.advance(150_000);
        await retry();
      };
      await told.next();
      (await server.watches.next()).reset();
      await retry();
      await silence();
      expect(reflector.health.lists).toBe(1);
      await silence();
      expect(await told.next()).toBe('replace');
    });

    it('when the server tells of a version before the one we have', async () => {
      const { told } = run();
      await told.next();
      const first = await server.watches.next();
      first.bookmark(server.version - 1);
      expect(await told.next()).toBe('replace');
    });

    it('when the server keeps refusing the version we ask for', async () => {
      const { told } = run();
      await told.next();
      const first = await server.watches.next();
      server.misbehave = ({ query }, res) =>
        query.has('resourceVersion') && fail(res, 400, 'BadRequest');
      first.end();
      expect(await told.next()).toBe('replace');
      expect(
        server.requests.all.filter(r => r.query.has('resourceVersion')),
      ).toHaveLength(5);
    });
  });

  describe('never gives up', () => {
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
});
