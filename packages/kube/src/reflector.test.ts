import fc from 'fast-check';
import { ReflectorEvent, ReflectorOptions, Reflector } from './reflector';
import { FakeApiServer, fail, Thing, THING } from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { Recorder } from './testing/Recorder';
import { ReflectorBench } from './testing/ReflectorBench';
import { Transport } from './transport';

describe('Reflector', () => {
  let bench: ReflectorBench;
  let server: FakeApiServer;
  const run = (options?: Partial<ReflectorOptions<Thing, string>>) =>
    bench.run(options);

  beforeEach(async () => {
    bench = await ReflectorBench.create();
    server = bench.server;
  });

  afterEach(() => bench.close());

  describe('tells what there is and what happens', () => {
    it('by a streamed list', async () => {
      server.put('a', { size: 1 });
      server.put('b', { size: 2 });
      const { reflector, told, states } = run({
        namespace: 'default',
        labelSelector: 'app=x',
        fieldSelector: 'metadata.name!=z',
      });
      expect(await told.next()).toBe('replace a=1 b=2');
      server.put('b', { size: 3 });
      server.put('c', { size: 4 });
      server.remove('a');
      expect([await told.next(), await told.next(), await told.next()]).toEqual(
        ['upsert b=3', 'upsert c=4', 'delete default/a'],
      );
      expect(states.all).toEqual(['listing', 'watching']);
      expect(reflector.health).toMatchObject({ state: 'watching', lists: 1 });
      const [{ path, query }] = server.requests.all;
      expect(path).toBe('/apis/test.example.com/v1/namespaces/default/things');
      expect(Object.fromEntries(query)).toEqual({
        watch: 'true',
        allowWatchBookmarks: 'true',
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        timeoutSeconds: '240',
        labelSelector: 'app=x',
        fieldSelector: 'metadata.name!=z',
      });
    });

    it('by a streamed list in which changes are mixed', async () => {
      const thing = (name: string, version: number, size: number) => ({
        metadata: { name, uid: name, resourceVersion: String(version) },
        spec: { size },
      });
      const line = (type: string, object: object) =>
        `${JSON.stringify({ type, object })}\n`;
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      server.misbehave = (_, res) => {
        res.write(line('ADDED', thing('a', 1, 1)));
        res.write(line('ADDED', thing('b', 2, 2)));
        res.write(line('BOOKMARK', { metadata: { resourceVersion: '2' } }));
        res.write(line('MODIFIED', thing('a', 3, 3)));
        res.write(line('DELETED', thing('b', 4, 2)));
        res.write(line('ADDED', thing('c', 5, 5)));
        res.write(
          line('BOOKMARK', { metadata: { resourceVersion: '5', annotations } }),
        );
        return true;
      };
      const { told } = run();
      expect(await told.next()).toBe('replace a=3 c=5');
    });

    it('by pages, from a server without streamed lists', async () => {
      server.streamsLists = false;
      for (let i = 0; i < 1001; i++) {
        server.put(`t${i}`, { size: i });
      }
      const { told } = run();
      const first = await told.next();
      expect(first.split(' ')).toHaveLength(1002);
      server.put('t0', { size: -1 });
      expect(await told.next()).toBe('upsert t0=-1');
      const lists = server.requests.all.filter(
        request => !request.query.has('watch'),
      );
      expect(lists.map(({ query }) => query.get('limit'))).toEqual([
        '500',
        '500',
        '500',
      ]);
      expect(lists[0].query.has('resourceVersion')).toBe(false);
    });

    it('by pages, from a server so old that it never says "that was all"', async () => {
      const clock = new ManualClock();
      server.put('a', { size: 1 });
      server.misbehave = ({ query }, res) => {
        const ignores = query.has('sendInitialEvents');
        if (ignores) {
          res.writeHead(200).flushHeaders();
        }
        return ignores;
      };
      const { states, told } = run({ clock });
      await states.next();
      await server.requests.next();
      while (server.requests.all.length === 1) {
        clock.advance(30_000);
        await new Promise(setImmediate);
      }
      expect(await told.next()).toBe('replace a=1');
    });

    it('as metadata only', async () => {
      run({ metadataOnly: true });
      const { headers } = await server.requests.next();
      expect(headers.accept).toBe(
        'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      );
    });
  });

  it('understands a watch of which every byte comes alone', async () => {
    const { told } = run();
    await told.next();
    const open = await server.watches.next();
    const object = {
      metadata: {
        name: 'ü😀',
        namespace: 'n',
        uid: 'u',
        resourceVersion: '200',
      },
      spec: { size: 1 },
    };
    const line = Buffer.from(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    for (const byte of line) {
      open.sendRaw(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect(await told.next()).toBe('upsert ü😀=1');
  });

  it('loses one object, and no other, to a projection that throws', async () => {
    server.put('a', { size: 1 });
    server.put('poison');
    const { told, errors } = run({
      project: thing => {
        if (thing.metadata?.name === 'poison') {
          throw new Error('poison');
        }
        return `${thing.metadata?.name}`;
      },
    });
    expect(await told.next()).toBe('replace a unreadable default/poison');
    server.put('poison', { size: 2 });
    server.put('b');
    expect(await told.next()).toBe('upsert b');
    server.remove('poison');
    expect(await told.next()).toBe('delete default/poison');
    expect(errors).toEqual([new Error('poison'), new Error('poison')]);
  });

  it.each([
    ['watching', () => {}],
    [
      'waiting to try again',
      () => {
        server.misbehave = (_, res) => Boolean(res.socket?.destroy());
      },
    ],
    [
      'waiting for a reply',
      () => {
        server.misbehave = () => true;
      },
    ],
  ])('stops while %s and leaves no socket', async (_, prepare) => {
    prepare();
    const { reflector } = run({ random: () => 0.99 });
    await server.requests.next();
    const closed = [...server.sockets].map(
      socket => new Promise(resolve => socket.once('close', resolve)),
    );
    await bench.stop();
    await Promise.all(closed);
    expect(server.sockets.size).toBe(0);
    expect(reflector.health.state).toBe('stopped');
  });

  it('ends up with what the server has, whatever breaks on the way', async () => {
    const step = fc.oneof(
      fc.record({
        type: fc.constant('put' as const),
        name: fc.constantFrom('a', 'b', 'c'),
        size: fc.nat(9),
      }),
      fc.record({
        type: fc.constant('remove' as const),
        name: fc.constantFrom('a', 'b', 'c'),
      }),
      fc.constant({ type: 'compact' as const }),
      fc.record({
        type: fc.constant('break' as const),
        how: fc.constantFrom(
          'end' as const,
          'finish' as const,
          'reset' as const,
        ),
        refusals: fc.nat(2),
      }),
      fc.constant({ type: 'settle' as const }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
        const api = await FakeApiServer.start();
        const transport = new Transport(api.connection(), {
          userAgent: 'test',
        });
        const known = new Map<string, string>();
        const events = new Recorder<ReflectorEvent<string>>();
        const reflector = new Reflector<Thing, string>(transport, {
          resource: THING,
          project: thing => String(thing.spec?.size),
          random: () => 0,
        });
        const abort = new AbortController();
        const loop = (async () => {
          for await (const event of reflector.events(abort.signal)) {
            if (event.type === 'replace') {
              known.clear();
              event.items.forEach(item => known.set(item.key, item.record));
            } else if (event.type === 'upsert') {
              known.set(event.item.key, event.item.record);
            } else if (event.type === 'delete') {
              known.delete(event.key);
            }
            events.record(event);
          }
        })();
        const last = () => api.watches.all[api.watches.all.length - 1];
        for (const each of steps) {
          if (each.type === 'put') {
            api.put(each.name, { size: each.size });
          } else if (each.type === 'remove') {
            api.remove(each.name);
          } else if (each.type === 'compact') {
            api.compact();
          } else if (each.type === 'break') {
            let { refusals } = each;
            api.misbehave = (_, res) =>
              refusals-- > 0 && fail(res, 503, 'ServiceUnavailable');
            last()?.[each.how]();
          } else {
            await new Promise(setImmediate);
          }
        }
        const end = api.put('end', { size: 0 });
        await events.next(
          event =>
            (event.type === 'upsert' &&
              event.item.resourceVersion === end.metadata?.resourceVersion) ||
            (event.type === 'replace' &&
              event.items.some(item => item.key === 'default/end')),
        );
        expect(Object.fromEntries(known)).toEqual(
          Object.fromEntries(
            [...api.objects].map(([key, { spec }]) => [
              key,
              String(spec?.size),
            ]),
          ),
        );
        abort.abort();
        await loop;
        await transport.close();
        await api.stop();
      }),
      { numRuns: 40 },
    );
  });
});
