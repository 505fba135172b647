import { refusal } from '../../src/testing/FaultProxyRefusal';
import { isPage, isStreamedList, isWatch, Mirror } from './Mirror';
import { ToldClock } from './ToldClock';

describe('a copy of what the API server has, through connections that break', () => {
  let mirror: Mirror;

  beforeAll(async () => {
    mirror = await Mirror.create();
    await mirror.write();
  });
  afterEach(() => mirror.reset());
  afterAll(() => mirror.remove());

  it.each(['reset', 'fin', 'truncate'] as const)(
    'resumes each watch that ends by %s, and reads nothing twice',
    async how => {
      const copy = mirror.start();
      for (let round = 0; round < 6; round++) {
        await copy.watching();
        await mirror.write(5);
        const writing = mirror.write(5);
        mirror.proxy.interrupt(isWatch, how);
        await writing;
        // With the second half of a piece lost, only the next one shows it.
        await mirror.write(1);
      }
      expect(await copy.settled()).toEqual(await mirror.truth());
      expect(copy.informer.health.lists).toBe(1);
    },
  );

  it.each([1, 2, 3, 5, 7, 64])(
    'reads streams that come in pieces of %d bytes',
    async splitEvery => {
      mirror.proxy.add({ match: isWatch, do: { splitEvery } });
      const copy = mirror.start();
      await mirror.write(10);
      expect(await copy.settled()).toEqual(await mirror.truth());
    },
  );

  it('reads streams and pages that come in pieces of any size', async () => {
    let seed = 1;
    const splitEvery = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return 1 + (seed % 40);
    };
    mirror.proxy.add({
      match: isStreamedList,
      do: refusal(422, 'Invalid'),
    });
    mirror.proxy.add({ match: () => true, do: { splitEvery } });
    const copy = mirror.start();
    await mirror.write();
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(mirror.proxy.requests.filter(isPage)).toHaveLength(1);
  });

  it('leaves a watch in which nothing comes any more, while calls go on', async () => {
    const clock = new ToldClock();
    const transport = mirror.connect();
    const copy = mirror.start({ clock }, transport);
    await copy.watching();
    mirror.proxy.interrupt(isWatch, 'blackhole');
    await mirror.write();
    const { resource } = mirror.watched;
    const { namespace } = mirror;
    await transport.list(resource, { namespace });

    clock.advance(150_000);
    await copy.states.next(state => state === 'backoff');
    clock.advance(30_000);
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(copy.informer.health.lists).toBe(1);
  });

  it('leaves a list that stops in the middle, and reads pages instead', async () => {
    const clock = new ToldClock();
    let pieces = 0;
    const half = new Promise<void>(resolve => {
      const splitEvery = () => {
        pieces += 1;
        if (pieces === 5) {
          resolve();
        }
        return 100;
      };
      mirror.proxy.add({ match: isStreamedList, do: { splitEvery } });
    });
    const copy = mirror.start({ clock });
    await half;
    mirror.proxy.interrupt(isWatch, 'blackhole');
    clock.advance(30_000);
    await clock.waits.next(ms => ms === 0);
    clock.advance(0);
    await copy.watching();
    await mirror.write();
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(mirror.proxy.requests.filter(isPage)).toHaveLength(1);
  });

  it('gives up a watch that is never answered', async () => {
    const transport = mirror.connect({ timeoutMs: 500 });
    const copy = mirror.start({}, transport);
    await copy.watching();
    mirror.proxy.add({ match: isWatch, times: 2, do: 'blackhole' });
    mirror.proxy.interrupt(isWatch, 'reset');
    await mirror.write();
    expect(await copy.settled()).toEqual(await mirror.truth());
    expect(copy.informer.health.lists).toBe(1);
  });

  it('has one socket for each watch and none left from broken ones', async () => {
    const copies = [mirror.start(), mirror.start()];
    for (let round = 0; round < 5; round++) {
      await Promise.all(copies.map(copy => copy.watching()));
      mirror.proxy.interrupt(isWatch, 'reset');
      await mirror.write(1);
      for (const copy of copies) {
        expect(await copy.settled()).toEqual(await mirror.truth());
      }
    }
    expect(mirror.proxy.openSockets).toBe(2);
  });
});
