import fc from 'fast-check';
import { Item } from './item';
import { ReflectorEvent } from './reflector';
import { Store } from './store';
import {
  contents,
  gone,
  item,
  Pod,
  progress,
  replace,
  upsert,
} from './testing/storeEvents';

describe('Store against a model', () => {
  // A server's history: each step creates, changes or deletes one of a few objects, and is ours or somebody else's.
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    type: fc.constantFrom('write', 'write', 'delete'),
    own: fc.boolean(),
  });
  // What reaches the store after each step: some of what the watch has not told yet, told again or listed anew.
  const delivery = fc.record({
    events: fc.nat(3),
    again: fc.nat(5),
    list: fc.nat(9).map(n => n === 0),
  });

  interface Logged {
    event: ReflectorEvent<Pod>;
    version: number;
  }

  class Server {
    version = 100;
    readonly objects = new Map<string, Item<Pod>>();
    readonly log: Logged[] = [];

    write(key: string): Item<Pod> {
      const version = ++this.version;
      const known = this.objects.get(key);
      const written = item(key, version, {
        uid: known?.uid ?? `uid ${version}`,
        owner: `owner ${version % 2}`,
      });
      this.objects.set(key, written);
      this.log.push({ event: upsert(written), version });
      return written;
    }

    delete(key: string): Item<Pod> | undefined {
      const known = this.objects.get(key);
      if (known) {
        const version = ++this.version;
        this.objects.delete(key);
        this.log.push({ event: gone(known, version), version });
      }
      return known;
    }

    list(): ReflectorEvent<Pod> {
      return replace(this.version, ...this.objects.values());
    }
  }

  it('shows own writes at once and ends up with what the server has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, delivery), { maxLength: 60 }),
        steps => {
          const server = new Server();
          const store = new Store<Pod>({
            indexes: { owner: pod => [pod.owner] },
          });
          let told = 0;
          const deliver = (count: number) => {
            for (const { event } of server.log.slice(told, told + count)) {
              store.apply(event);
            }
            told = Math.min(told + count, server.log.length);
          };
          const expectTruth = (key: string) =>
            expect(store.get(key)).toEqual(server.objects.get(key)?.record);

          store.apply(server.list());
          for (const [{ key, type, own }, { events, again, list }] of steps) {
            const written =
              type === 'write' ? server.write(key) : server.delete(key);
            if (own && written && type === 'write') {
              store.recordWrite(written);
              expectTruth(key);
            } else if (own && written) {
              store.recordDelete(key, written.uid);
            }
            deliver(events);
            server.log
              .slice(Math.max(0, told - again), told)
              .forEach(({ event }) => store.apply(event));
            if (list) {
              store.apply(server.list());
              told = server.log.length;
            }
          }
          deliver(Infinity);
          store.apply(progress(server.version));
          const truth = Object.fromEntries(
            [...server.objects].map(([key, { record }]) => [key, record.size]),
          );
          expect(contents(store)).toEqual(truth);
          const indexed = ['owner 0', 'owner 1'].flatMap(owner =>
            store.by('owner', owner).map(pod => pod.size),
          );
          expect(indexed.sort()).toEqual(Object.values(truth).sort());
        },
      ),
      { numRuns: 1000 },
    );
  });
});
