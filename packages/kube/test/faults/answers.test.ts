import { errorEvent, refusal } from '../../src/testing/FaultProxyRefusal';
import { ANSWERS } from './answers';
import { isPage, isStreamedList, isWatch, Mirror } from './Mirror';
import { ToldClock } from './ToldClock';

const TIMES = 3;

describe('a copy of what the API server has, through answers that are none', () => {
  let mirror: Mirror;

  beforeAll(async () => {
    mirror = await Mirror.create();
    await mirror.write();
  });
  afterEach(() => mirror.reset());
  afterAll(() => mirror.remove());

  const struck = () =>
    mirror.proxy.requests.filter(({ fault }) => fault !== undefined);

  const events = {
    'an ERROR event of 410': errorEvent(410, 'Expired'),
    'an ERROR event of 429': errorEvent(429, 'TooManyRequests'),
    'an ERROR event of 500': errorEvent(500, 'InternalError'),
    'an ERROR event of 504': errorEvent(504, 'Timeout'),
  };

  describe.each(Object.entries({ ...ANSWERS, ...events }))('%s', (_, fault) => {
    it(`instead of its watch, ${TIMES} times`, async () => {
      const copy = mirror.start();
      await copy.watching();
      mirror.proxy.add({ match: isWatch, times: TIMES, do: fault });
      mirror.proxy.interrupt(isWatch, 'reset');
      await mirror.write();
      expect(await copy.settled()).toEqual(await mirror.truth());
    });

    it(`instead of the list it begins with, ${TIMES} times`, async () => {
      mirror.proxy.add({ match: isWatch, times: TIMES, do: fault });
      const copy = mirror.start();
      await mirror.write();
      expect(await copy.settled()).toEqual(await mirror.truth());
      expect(struck()).not.toEqual([]);
    });
  });

  it.each(Object.entries(ANSWERS))(
    `%s instead of a page, ${TIMES} times`,
    async (_, fault) => {
      const { proxy } = mirror;
      proxy.add({ match: isStreamedList, do: refusal(422, 'Invalid') });
      proxy.add({ match: isPage, times: TIMES, do: fault });
      const copy = mirror.start();
      await mirror.write();
      expect(await copy.settled()).toEqual(await mirror.truth());
      expect(struck().filter(isPage)).not.toEqual([]);
    },
  );

  it('an ERROR event in the middle of its watch', async () => {
    const copy = mirror.start();
    for (const fault of Object.values(events)) {
      await copy.watching();
      await mirror.write(5);
      mirror.proxy.interrupt(isWatch, { inject: fault.body });
      await mirror.write(5);
    }
    expect(await copy.settled()).toEqual(await mirror.truth());
    // By the one that says that what it has seen is no longer kept.
    expect(copy.informer.health.lists).toBe(2);
  });

  it('429 with a time, which holds every call and watch of the process', async () => {
    const { proxy, namespace, watched } = mirror;
    const clock = new ToldClock();
    const transport = mirror.connect({ clock });
    const list = () => transport.list(watched.resource, { namespace });
    proxy.add({
      match: () => true,
      times: 1,
      do: refusal(429, 'TooManyRequests', { 'retry-after': '3' }),
    });
    const calls = [list()];
    expect(await clock.waits.next()).toBe(3_000);
    calls.push(list());
    const copy = mirror.start({}, transport);
    await clock.waits.next();
    await clock.waits.next();
    clock.advance(2_999);
    expect(proxy.requests).toHaveLength(1);
    clock.advance(1);
    await Promise.all(calls);
    expect(await copy.settled()).toEqual(await mirror.truth());
  });
});
