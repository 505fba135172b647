import { sleep } from './clock';
import { KubeError } from './errors';
import { Leadership, LeadershipLostError } from './leadership';
import { Lease, LEASE } from './lease';
import { LeaseElector, LeaseElectorOptions } from './leaseElector';
import { Logger } from './logger';
import { resourcePath } from './resource';
import { ManualClock } from './testing/ManualClock';
import { MemoryApi } from './testing/MemoryApi';
import { Recorder } from './testing/Recorder';
import { Transport } from './transport';

const NAME = { namespace: 'team', name: 'leader' };
const PATH = resourcePath(LEASE, NAME);

/** Lets everything happen that needs no time. */
const settle = () => new Promise(setImmediate);

function create(options: Partial<LeaseElectorOptions> = {}) {
  const clock = new ManualClock();
  const api = new MemoryApi();
  const connection = {
    server: 'http://memory',
    namespace: 'default',
    credentials: async () => ({ tls: {}, headers: {} }),
  };
  const logger: jest.Mocked<Logger> = {
    debug: jest.fn(),
    info: jest.fn(),
    warn: jest.fn(),
    error: jest.fn(),
  };
  const elector = new LeaseElector({
    transport: new Transport(connection, { userAgent: 'test/1' }, api),
    ...NAME,
    identity: 'me',
    logger,
    clock,
    now: () => clock.now(),
    random: () => 0.5,
    ...options,
  });
  const lease = () => (api.objects.get(PATH) as Lease | undefined)?.spec;
  const pass = async (ms: number) => {
    await settle();
    for (let passed = 0; passed < ms; passed += 500) {
      clock.advance(500);
      await settle();
    }
  };
  return { clock, api, logger, elector, lease, pass };
}

/** Work that goes on until it is told to end. */
function work() {
  const terms = new Recorder<Leadership>();
  const ends: (() => void)[] = [];
  const lead = (leadership: Leadership) => {
    terms.record(leadership);
    return new Promise<void>(resolve => ends.push(resolve));
  };
  return { terms, lead, end: () => ends.splice(0).forEach(end => end()) };
}

describe('LeaseElector', () => {
  it.each([
    { leaseDurationMs: 10_000 },
    { renewDeadlineMs: 2_400 },
    { retryPeriodMs: 10_000 },
  ])('refuses times that contradict the others: %j', times => {
    expect(() => create(times)).toThrow(RangeError);
  });

  it('says how it is doing', async () => {
    const { elector, pass } = create();
    const { lead, end } = work();
    expect(elector.health).toEqual({
      isLeader: false,
      holder: undefined,
      lastRenewAgeMs: undefined,
      transitions: 0,
      slowPaths: 0,
    });
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    await pass(3_000);
    expect(elector.health).toEqual({
      isLeader: true,
      holder: expect.stringMatching(/^me_[0-9a-f-]{36}$/),
      lastRenewAgeMs: 1_000,
      transitions: 0,
      slowPaths: 1,
    });
    abort.abort();
    end();
    await running;
    expect(elector.health).toMatchObject({ isLeader: false });
  });

  it('goes on leading until its work is done when it is told to stop, and releases then', async () => {
    const { clock, elector, lease, pass } = create();
    const { terms, lead, end } = work();
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    const leadership = await terms.next();
    abort.abort();
    await pass(25_000);
    leadership.assert();
    expect(lease()?.renewTime).toBe('1970-01-01T00:00:24.000000Z');
    end();
    await running;
    expect(() => leadership.assert()).toThrow(LeadershipLostError);
    expect(lease()).toMatchObject({
      holderIdentity: undefined,
      leaseDurationSeconds: 1,
      renewTime: '1970-01-01T00:00:25.000000Z',
    });
    expect(clock.timers).toBe(0);
  });

  it('lets nobody take longer than the grace, and keeps the lease while the work is not done', async () => {
    const { elector, lease, pass } = create({ graceMs: 5_000 });
    const { terms, lead, end } = work();
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    const leadership = await terms.next();
    abort.abort();
    await pass(5_000);
    expect(leadership.signal.reason.message).toMatch('5 s to stop in are over');
    await pass(5_000);
    expect(lease()?.holderIdentity).toMatch(/^me_/);
    end();
    await running;
    expect(lease()?.holderIdentity).toBeUndefined();
  });

  it('loses the leadership while the server is away, says so once, and wins it again', async () => {
    const { api, elector, logger, pass } = create();
    const { terms, lead, end } = work();
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    const first = await terms.next();
    const gone = new KubeError('gone', { code: 'KUBE_UNREACHABLE' });
    const request = jest.spyOn(api, 'request').mockRejectedValue(gone);
    await pass(9_500);
    first.assert();
    await pass(500);
    expect(first.signal.aborted).toBe(true);
    end();
    await pass(60_000);
    expect(logger.warn.mock.calls).toEqual([
      ['Lease team/leader: gone'],
      [
        'Lease team/leader: Leadership is over: the lease could not be renewed for 10 s',
      ],
    ]);
    request.mockRestore();
    await pass(2_000);
    (await terms.next()).assert();
    abort.abort();
    end();
    await running;
  });

  it('keeps the leadership on a server that takes nearly as long to answer as it may', async () => {
    const { api, clock, elector, pass } = create();
    const answer = api.request.bind(api);
    const slow = jest
      .spyOn(api, 'request')
      .mockImplementation(async request => {
        const reply = await answer(request);
        await sleep(clock, 4_500);
        return reply as never;
      });
    const { terms, lead, end } = work();
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    await pass(60_000);
    expect(terms.all).toHaveLength(1);
    terms.all[0].assert();
    slow.mockRestore();
    abort.abort();
    end();
    await pass(4_500);
    await running;
  });

  it('hears of a release that happens while it reads the lease', async () => {
    const { api, clock, elector, pass } = create();
    const other = { holderIdentity: 'other', leaseDurationSeconds: 15 };
    await api.request({
      method: 'POST',
      path: PATH.slice(0, PATH.lastIndexOf('/')),
      body: { metadata: NAME, spec: other },
    });
    const answer = api.request.bind(api);
    jest.spyOn(api, 'request').mockImplementationOnce(async request => {
      const reply = await answer(request);
      await sleep(clock, 500);
      return reply as never;
    });
    const { terms, lead, end } = work();
    const abort = new AbortController();
    const running = elector.run(abort.signal, lead);
    await settle();
    api.edit(PATH, lease => ({ ...lease, spec: { leaseDurationSeconds: 1 } }));
    await pass(1_000);
    expect(terms.all).toHaveLength(1);
    abort.abort();
    end();
    await running;
  });

  it('releases what it may have taken without knowing', async () => {
    const { api, elector, lease, pass } = create();
    const answer = api.request.bind(api);
    jest.spyOn(api, 'request').mockImplementation(async request => {
      const reply = await answer(request);
      if (request.method === 'POST') {
        throw new KubeError('lost', {
          code: 'KUBE_UNREACHABLE',
          ambiguous: true,
        });
      }
      return reply as never;
    });
    const abort = new AbortController();
    const running = elector.run(abort.signal, async () => {});
    await settle();
    expect(lease()?.holderIdentity).toMatch(/^me_/);
    abort.abort();
    await running;
    expect(lease()?.holderIdentity).toBeUndefined();
    await pass(500);
  });

  it('logs what its work throws and leaves the lease to others first', async () => {
    const { elector, lease, logger, pass } = create();
    const abort = new AbortController();
    const running = elector.run(abort.signal, async () => {
      throw new Error('no such thing');
    });
    await settle();
    expect(logger.error).toHaveBeenCalledWith(
      'Lease team/leader: no such thing',
      { stack: expect.stringContaining('no such thing') },
    );
    await pass(2_500);
    expect(lease()?.holderIdentity).toBeUndefined();
    expect(logger.error).toHaveBeenCalledTimes(1);
    await pass(1_000);
    expect(logger.error).toHaveBeenCalledTimes(2);
    abort.abort();
    await running;
  });
});
