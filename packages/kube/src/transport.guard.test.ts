import { ServerResponse } from 'node:http';
import { Leadership, LeadershipLostError } from './leadership';
import { fail, FakeApiServer, reply, THING } from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { Recorder } from './testing/Recorder';
import { Transport, TransportOptions } from './transport';

const REF = { namespace: 'default', name: 'a' };

/** A leadership that a test ends: `expire` as time does, unnoticed; `lose` as a timer does. */
class TestLeadership implements Leadership {
  readonly #abort = new AbortController();
  #expired = false;

  readonly signal = this.#abort.signal;

  assert(): void {
    if (this.#expired) {
      throw new LeadershipLostError('over');
    }
  }

  expire(): void {
    this.#expired = true;
  }

  lose(): void {
    this.#expired = true;
    this.#abort.abort(new LeadershipLostError('lost'));
  }
}

describe('a guarded transport', () => {
  let server: FakeApiServer;
  const open: Transport[] = [];
  /** Requests that the server has not answered. */
  const held = new Recorder<ServerResponse>();

  beforeEach(async () => {
    server = await FakeApiServer.start();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(transport => transport.close()));
    await server.stop();
  });

  function connect(options: Partial<TransportOptions> = {}) {
    const transport = new Transport(server.connection(), {
      userAgent: 'tester/1.0',
      ...options,
    });
    open.push(transport);
    const leadership = new TestLeadership();
    return { transport, leadership, guarded: transport.guardedBy(leadership) };
  }

  const write = (transport: Transport, signal?: AbortSignal) =>
    transport.patch(
      THING,
      REF,
      { type: 'merge', body: { spec: {} } },
      { signal },
    );

  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'It succeeded',
      error => error,
    );

  const hold = () => {
    server.misbehave = (_, response) => {
      held.record(response);
      return true;
    };
  };

  it('writes and reads while it leads', async () => {
    const { guarded } = connect();
    await write(guarded);
    await guarded.list(THING);
    expect(server.requests.all.map(request => request.method)).toEqual([
      'PATCH',
      'GET',
    ]);
  });

  it('reads, but does not write, when another may lead', async () => {
    const { guarded, leadership, transport } = connect();
    leadership.expire();
    await expect(write(guarded)).rejects.toThrow(LeadershipLostError);
    await guarded.list(THING);
    await write(transport);
    expect(server.requests.all.map(request => request.method)).toEqual([
      'GET',
      'PATCH',
    ]);
  });

  it('does not send what waited for a connection while leadership ended', async () => {
    const { guarded, leadership, transport } = connect({ connections: 1 });
    hold();
    const first = transport.get(THING, REF);
    const response = await held.next();
    const second = write(guarded);
    await new Promise(setImmediate);
    leadership.expire();
    server.misbehave = () => false;
    reply(response, 200, { metadata: REF });
    await first;
    await expect(second).rejects.toThrow(LeadershipLostError);
    // The connection is as good as before.
    await transport.list(THING);
    expect(server.requests.all.map(request => request.method)).toEqual([
      'GET',
      'GET',
    ]);
    expect(server.sockets.size).toBe(1);
  });

  it('does not repeat what the server put off while leadership ended', async () => {
    const clock = new ManualClock();
    const { guarded, leadership } = connect({ clock });
    server.misbehave = (_, response) =>
      fail(response, 429, 'TooManyRequests', 'Later', { 'retry-after': '1' });
    const error = failure(write(guarded));
    while (clock.timers === 0) {
      await new Promise(setImmediate);
    }
    server.misbehave = () => false;
    leadership.expire();
    clock.advance(1_000);
    expect(await error).toBeInstanceOf(LeadershipLostError);
    expect(server.requests.all).toHaveLength(1);
  });

  it('breaks off what is under way', async () => {
    const { guarded, leadership } = connect();
    hold();
    const error = failure(write(guarded));
    await held.next();
    leadership.lose();
    expect(await error).toEqual(new LeadershipLostError('lost'));
  });

  it('obeys the caller’s signal as well', async () => {
    const { guarded } = connect();
    hold();
    const abort = new AbortController();
    const error = failure(write(guarded, abort.signal));
    await held.next();
    abort.abort('enough');
    expect(await error).toBe('enough');
  });

  it('guards connections set apart too', async () => {
    const { guarded, leadership } = connect();
    const apart = guarded.apart(1);
    open.push(apart);
    leadership.expire();
    await expect(write(apart)).rejects.toThrow(LeadershipLostError);
  });
});
