import { KubeError } from './errors';
import { Event, EventRecord } from './event';
import { EventRecorder, EventRecorderOptions } from './eventRecorder';
import { ManualClock } from './testing/ManualClock';
import { MemoryApi } from './testing/MemoryApi';
import { Transport } from './transport';

const EVENTS = '/apis/events.k8s.io/v1/namespaces/team/events';

const waiting: EventRecord = {
  regarding: {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    namespace: 'team',
    name: 'a',
    uid: 'uid-a',
  },
  type: 'Warning',
  reason: 'Waiting',
  note: 'Waiting for a place',
};

/** Lets everything happen that needs no time. */
const settle = () => new Promise(setImmediate);

function create(options: Partial<EventRecorderOptions> = {}) {
  const clock = new ManualClock();
  const api = new MemoryApi();
  const connection = {
    server: 'http://memory',
    namespace: 'default',
    credentials: async () => ({ tls: {}, headers: {} }),
  };
  const transport = new Transport(connection, { userAgent: 'test/1' }, api);
  const dropped: string[] = [];
  const open = () =>
    new EventRecorder({
      transport,
      component: 'example.com/things',
      instance: 'things-0',
      onDrop: (event, reason) => dropped.push(`${event.note}: ${reason}`),
      clock,
      now: () => clock.now(),
      random: () => 1,
      ...options,
    });
  const events = () => [...api.objects.values()].map(object => object as Event);
  const verbs = () => api.requests.map(request => request.method);
  return { clock, api, dropped, open, recorder: open(), events, verbs };
}

/** Makes every request fail like this. */
function failWith(api: MemoryApi, error: unknown) {
  return jest.spyOn(api, 'request').mockRejectedValue(error);
}

const refusal = (status: number) =>
  new KubeError('no', { code: 'KUBE_STATUS', status });

describe('EventRecorder', () => {
  it('writes an event', async () => {
    const { api, recorder } = create();
    recorder.record(waiting);
    await settle();
    expect([...api.objects]).toEqual([
      [
        expect.stringMatching(`^${EVENTS}/a\\.[0-9a-f]{16}$`),
        {
          apiVersion: 'events.k8s.io/v1',
          kind: 'Event',
          metadata: expect.objectContaining({ namespace: 'team' }),
          eventTime: '1970-01-01T00:00:00.000000Z',
          reportingController: 'example.com/things',
          reportingInstance: 'things-0',
          action: 'Waiting',
          reason: 'Waiting',
          regarding: waiting.regarding,
          note: 'Waiting for a place',
          type: 'Warning',
        },
      ],
    ]);
  });

  it('counts what is said again', async () => {
    const { clock, recorder, events, verbs } = create();
    recorder.record(waiting);
    await settle();
    clock.advance(60_000);
    recorder.record(waiting);
    await settle();
    recorder.record({ ...waiting, note: 'Something else' });
    await settle();
    expect(verbs()).toEqual(['POST', 'PATCH', 'POST']);
    expect(events().map(event => event.series)).toEqual([
      { count: 2, lastObservedTime: '1970-01-01T00:01:00.000000Z' },
      undefined,
    ]);
  });

  it('counts what is said again before it was told, without a request', async () => {
    const { recorder, events, verbs } = create();
    for (let i = 0; i < 100; i++) {
      recorder.record(waiting);
    }
    await settle();
    // The first one was on its way at once.
    expect(verbs()).toEqual(['POST', 'PATCH']);
    expect(events()[0].series?.count).toBe(100);
  });

  it('goes on counting where the process before it ended', async () => {
    const { open, recorder, events, verbs } = create();
    for (let i = 0; i < 3; i++) {
      recorder.record(waiting);
      await settle();
    }
    const next = open();
    next.record(waiting);
    await settle();
    next.record(waiting);
    await settle();
    expect(events().map(event => event.series?.count)).toEqual([5]);
    expect(verbs().slice(3)).toEqual(['POST', 'PATCH', 'PATCH', 'PATCH']);
  });

  it('begins anew when the event is no longer kept', async () => {
    const { api, recorder, events } = create();
    recorder.record(waiting);
    await settle();
    api.objects.clear();
    recorder.record(waiting);
    await settle();
    expect(events().map(event => event.series)).toEqual([undefined]);
  });

  it('tells an event of the cluster in the default namespace, and cuts what is too long', async () => {
    const { api, recorder } = create();
    const { namespace: _, ...regarding } = waiting.regarding;
    recorder.record({
      ...waiting,
      regarding: { ...regarding, name: `${'n'.repeat(235)}.${'n'.repeat(17)}` },
      note: 'ä'.repeat(2_000),
    });
    await settle();
    const [[path, event]] = api.objects as Map<string, Event>;
    expect(path).toMatch(/\/namespaces\/default\/events\/n{235}\.\w{16}$/);
    expect(event.note).toBe(`${'ä'.repeat(510)}…`);
  });

  it.each(['system:Things', 'a..b', '-a', 'ü'])(
    'finds a name that the server takes for an event of "%s"',
    async name => {
      const { recorder, events } = create();
      recorder.record({
        ...waiting,
        regarding: { ...waiting.regarding, kind: 'ClusterRole', name },
      });
      await settle();
      expect(events()[0].metadata?.name).toMatch(/^clusterrole\.[0-9a-f]{16}$/);
    },
  );

  it('drops events first when the server is busy', async () => {
    const { api, clock, dropped, recorder } = create();
    const request = failWith(api, refusal(429));
    recorder.record(waiting);
    await settle();
    expect(dropped).toEqual(['Waiting for a place: busy']);
    expect(request.mock.calls[0][0].expendable).toBe(true);
    expect(clock.timers).toBe(0);
  });

  it('outlasts a short outage, with the others waiting', async () => {
    const { api, clock, dropped, recorder, events } = create();
    const error = new KubeError('gone', { code: 'KUBE_UNREACHABLE' });
    const request = failWith(api, error);
    recorder.record(waiting);
    recorder.record({ ...waiting, note: 'Second' });
    await settle();
    expect(request).toHaveBeenCalledTimes(1);
    request.mockRestore();
    clock.advance(800);
    await settle();
    expect(events().map(event => event.note)).toEqual([
      'Waiting for a place',
      'Second',
    ]);
    expect(dropped).toEqual([]);
  });

  it.each([
    ['a long outage', new KubeError('gone', { code: 'KUBE_UNREACHABLE' }), 8],
    ['a refusal', refusal(403), 1],
  ])('gives up after %s', async (_, error, tries) => {
    const { api, clock, dropped, recorder } = create();
    const request = failWith(api, error);
    recorder.record(waiting);
    for (let i = 0; i < 10; i++) {
      await settle();
      clock.advance(30_000);
    }
    expect(request).toHaveBeenCalledTimes(tries);
    expect(dropped).toEqual(['Waiting for a place: failed']);
  });

  it('lets no object drown the others, and forgives it in time', async () => {
    const { clock, dropped, recorder, events } = create();
    const say = (note: string, uid = 'uid-a') =>
      recorder.record({
        ...waiting,
        note,
        regarding: { ...waiting.regarding, uid },
      });
    for (let i = 0; i < 26; i++) {
      say(`${i}`);
    }
    say('another', 'uid-b');
    await settle();
    expect(dropped).toEqual(['25: spam']);
    expect(events()).toHaveLength(26);
    clock.advance(300_000);
    say('later');
    say('too soon');
    expect(dropped).toEqual(['25: spam', 'too soon: spam']);
  });

  it('keeps no more than its limit', async () => {
    const { dropped, recorder, events } = create({ limit: 2 });
    for (const note of ['on its way', '1', '2', '3']) {
      recorder.record({ ...waiting, note });
    }
    await settle();
    expect(dropped).toEqual(['3: full']);
    expect(events()).toHaveLength(3);
  });

  it('never throws', async () => {
    const { recorder } = create({
      onDrop: () => {
        throw new Error('no');
      },
    });
    expect(() => recorder.record({} as EventRecord)).not.toThrow();
    await recorder.close();
    expect(() => recorder.record(waiting)).not.toThrow();
  });

  describe('close', () => {
    it('tells what waits', async () => {
      const { clock, dropped, recorder, events } = create();
      recorder.record(waiting);
      recorder.record({ ...waiting, note: 'Last' });
      await recorder.close();
      recorder.record({ ...waiting, note: 'Too late' });
      expect(events()).toHaveLength(2);
      expect(dropped).toEqual(['Too late: closed']);
      expect(clock.timers).toBe(0);
    });

    it('takes no longer than it may', async () => {
      const { api, clock, dropped, recorder } = create();
      failWith(api, new KubeError('gone', { code: 'KUBE_UNREACHABLE' }));
      recorder.record(waiting);
      recorder.record({ ...waiting, note: 'Last' });
      await settle();
      const closed = recorder.close(1_000);
      clock.advance(1_000);
      await closed;
      expect(dropped).toEqual(['Waiting for a place: closed', 'Last: closed']);
      expect(clock.timers).toBe(0);
    });
  });
});
