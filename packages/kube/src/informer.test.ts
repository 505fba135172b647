import { Informer, InformerOptions } from './informer';
import { ReflectorState } from './reflector';
import { FakeApiServer, statusOf, Thing, THING } from './testing/FakeApiServer';
import { Recorder } from './testing/Recorder';
import { ChangeCause } from './store';
import { Transport } from './transport';

describe('Informer', () => {
  let server: FakeApiServer;
  let transport: Transport;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    server = await FakeApiServer.start();
    transport = new Transport(server.connection(), { userAgent: 'test' });
    stop = async () => {};
  });

  afterEach(async () => {
    await stop();
    await transport.close();
    await server.stop();
  });

  function run(options: Partial<InformerOptions<Thing, number>> = {}) {
    const states = new Recorder<ReflectorState>();
    const changes = new Recorder<{ keys: string[]; cause: ChangeCause }>();
    const informer = new Informer<Thing, number>(transport, {
      resource: THING,
      project: thing => {
        if (thing.spec?.size === undefined) {
          throw new Error('no size');
        }
        return thing.spec.size;
      },
      onState: states.record,
      random: () => 0,
      ...options,
    });
    informer.store.onChange((keys, cause) =>
      changes.record({ keys: [...keys], cause }),
    );
    const abort = new AbortController();
    const running = informer.run(abort.signal);
    stop = () => {
      abort.abort();
      return running;
    };
    return { informer, states, changes };
  }

  it('fills its store, says when, and keeps it up to date', async () => {
    server.put('a', { size: 1 });
    const { informer, changes } = run();
    expect(informer.hasSynced).toBe(false);
    await informer.synced;
    expect(informer.hasSynced).toBe(true);
    expect(informer.store.get('default/a')).toBe(1);
    server.put('a', { size: 2 });
    await changes.next(change => change.cause === 'watch');
    expect(informer.store.get('default/a')).toBe(2);
    expect(informer.health.state).toBe('watching');
  });

  it('is not synced by a resource that is not installed', async () => {
    server.installed = false;
    const { informer, states } = run();
    await states.next(state => state === 'absent');
    expect(informer.hasSynced).toBe(false);
    server.installed = true;
    await informer.synced;
  });

  it('does not let anybody wait for it after it was stopped', async () => {
    server.installed = false;
    const { informer } = run();
    await stop();
    await informer.synced;
    expect(informer.hasSynced).toBe(false);
  });

  it('is synced, with nothing, by an optional resource that is not installed', async () => {
    server.installed = false;
    server.put('a', { size: 1 });
    const { informer, changes } = run({ optional: true });
    await informer.synced;
    expect([...informer.store.keys()]).toEqual([]);
    server.installed = true;
    await changes.next(({ keys }) => keys.includes('default/a'));
  });

  it('shows own writes and deletes before the watch tells them', async () => {
    const { informer } = run();
    await informer.synced;
    const thing: Thing = {
      metadata: {
        name: 'a',
        namespace: 'default',
        uid: 'u',
        resourceVersion: '1000',
      },
      spec: { size: 7 },
    };
    informer.recordWrite(thing);
    expect(informer.store.get('default/a')).toBe(7);
    const ending: Thing = {
      metadata: {
        ...thing.metadata,
        resourceVersion: '1001',
        deletionTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: { size: 8 },
    };
    informer.recordDelete('default/a', 'u', ending);
    expect(informer.store.get('default/a')).toBe(8);
    const gone = { ...statusOf(200, '', ''), status: 'Success' } as const;
    informer.recordDelete('default/a', 'u', { ...gone, kind: 'Status' });
    expect(informer.store.get('default/a')).toBeUndefined();
  });

  it('takes the object that some servers reply to a delete for what it is: gone', async () => {
    const { informer, changes } = run();
    const thing = server.put('a', { size: 1 });
    await changes.next();
    informer.recordDelete('default/a', thing.metadata?.uid ?? '', thing);
    expect(informer.store.get('default/a')).toBeUndefined();
  });

  it('reports a reply that it cannot project, and throws nothing', async () => {
    const onError = jest.fn();
    const { informer } = run({ onError });
    informer.recordWrite({ metadata: { name: 'a', resourceVersion: '1' } });
    expect(onError).toHaveBeenCalledWith(new Error('no size'));
  });
});
