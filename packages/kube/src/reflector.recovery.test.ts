import { ReflectorOptions } from './reflector';
import {
  FakeApiServer,
  fail,
  OpenWatch,
  statusOf,
  Thing,
} from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { ReflectorBench } from './testing/ReflectorBench';

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
});
