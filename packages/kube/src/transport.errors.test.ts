import { Connection, ConnectionError, Credentials } from './connection';
import {
  isAlreadyExists,
  isConflict,
  isGone,
  isInvalid,
  isNotFound,
  isTransient,
  KubeError,
} from './errors';
import { FakeApiServer, fail, THING } from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { Transport, TransportOptions } from './transport';

const REF = { namespace: 'default', name: 'a' };

describe('Transport, when a call fails', () => {
  let server: FakeApiServer;
  const open: Transport[] = [];

  beforeEach(async () => {
    server = await FakeApiServer.start();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(transport => transport.close()));
    await server.stop();
  });

  function connect(
    options: Partial<TransportOptions> = {},
    connection: Partial<Connection> = {},
  ): Transport {
    const transport = new Transport(server.connection(connection), {
      userAgent: 'tester/1.0',
      ...options,
    });
    open.push(transport);
    return transport;
  }

  const failure = (promise: Promise<unknown>): Promise<KubeError> =>
    promise.then(
      () => {
        throw new Error('It succeeded');
      },
      error => error,
    );

  describe('tells errors apart', () => {
    it.each([
      [404, 'NotFound', isNotFound],
      [409, 'AlreadyExists', isAlreadyExists],
      [409, 'Conflict', isConflict],
      [410, 'Expired', isGone],
      [422, 'Invalid', isInvalid],
      [503, 'ServiceUnavailable', isTransient],
    ])('%i %s', async (code, reason, predicate) => {
      server.misbehave = (_, res) => fail(res, code, reason, 'in its words');
      const error = await failure(connect().get(THING, REF));
      expect(error).toMatchObject({
        name: 'KubeError',
        code: 'KUBE_STATUS',
        status: code,
        reason,
        ambiguous: false,
      });
      expect(error.message).toMatch(/^GET \/apis\/.*: in its words$/);
      expect(predicate(error)).toBe(true);
      expect(isNotFound(error)).toBe(code === 404);
    });

    it('quotes a page that is not the API server’s', async () => {
      server.misbehave = (_, res) => {
        res.writeHead(502).end('<html>Bad Gateway</html>');
        return true;
      };
      const error = await failure(connect().get(THING, REF));
      expect(error).toMatchObject({ code: 'KUBE_STATUS', status: 502 });
      expect(error.message).toContain('502 <html>Bad Gateway</html>');
    });

    it.each(['', '{}', '"ok"', 'null'])(
      'says when a good reply is no object: %s',
      async text => {
        server.misbehave = (_, res) => {
          res.end(text);
          return true;
        };
        const transport = connect();
        const metadata = { ...REF };
        for (const [call, ambiguous] of [
          [transport.get(THING, REF), false],
          [transport.list(THING), false],
          [transport.create(THING, { metadata }), true],
          [transport.delete(THING, REF), true],
        ] as const) {
          const error = await failure(call);
          expect(error).toMatchObject({ code: 'KUBE_BAD_REPLY', ambiguous });
          expect(error.message).toContain('is no object of the API');
        }
      },
    );

    it.each(['{"metadata":{}}', '{"kind":"Status","status":"Success"}'])(
      'says when a good reply is no list: %s',
      async text => {
        server.misbehave = (_, res) => Boolean(res.end(text));
        const error = await failure(connect().list(THING));
        expect(error).toMatchObject({ code: 'KUBE_BAD_REPLY' });
        expect(error.message).toContain('the reply is no list');
      },
    );

    it('says when a good reply is not JSON', async () => {
      server.misbehave = (_, res) => {
        res.end('<html>');
        return true;
      };
      const error = await failure(connect().get(THING, REF));
      expect(error).toMatchObject({ code: 'KUBE_BAD_REPLY', status: 0 });
    });

    it('does not take a missing server for a lost reply', async () => {
      const transport = connect({}, { server: 'http://127.0.0.1:1' });
      const error = await failure(transport.create(THING, {}));
      expect(error).toMatchObject({
        code: 'KUBE_UNREACHABLE',
        status: 0,
        ambiguous: false,
      });
      expect(error.message).toContain('http://127.0.0.1:1');
    });

    it('throws the reason of an abort as it is', async () => {
      const abort = new AbortController();
      server.misbehave = () => {
        abort.abort(new Error('enough'));
        return true;
      };
      await expect(
        connect().get(THING, REF, { signal: abort.signal }),
      ).rejects.toThrow('enough');
    });

    it('gives up on a server that does not answer', async () => {
      server.misbehave = () => true;
      const error = await failure(connect({ timeoutMs: 1 }).get(THING, REF));
      expect(error).toMatchObject({ code: 'KUBE_TIMEOUT' });
    });
  });

  describe('knows when a write may have been applied', () => {
    it.each<[string, FakeApiServer['misbehave'], boolean]>([
      [
        'connection reset',
        (_, res) => Boolean(res.socket?.resetAndDestroy()),
        true,
      ],
      [
        'reply cut short',
        (_, res) => {
          res.writeHead(201, { 'content-length': '100' }).write('{');
          setImmediate(() => res.destroy());
          return true;
        },
        true,
      ],
      [
        'half a reply that looks whole',
        (_, res) => Boolean(res.writeHead(201).end('{"meta')),
        true,
      ],
      ['500', (_, res) => fail(res, 500, 'InternalError'), true],
      ['504', (_, res) => fail(res, 504, 'Timeout'), true],
      ['409', (_, res) => fail(res, 409, 'Conflict'), false],
      ['422', (_, res) => fail(res, 422, 'Invalid'), false],
    ])('%s', async (_, misbehave, ambiguous) => {
      server.misbehave = misbehave;
      const transport = connect();
      const written = await failure(transport.create(THING, {}));
      expect(written.ambiguous).toBe(ambiguous);
      const read = await failure(transport.get(THING, REF));
      expect(read.ambiguous).toBe(false);
    });
  });

  describe('when the server asks for a pause', () => {
    it('lets all calls wait, then repeats the one that was put off', async () => {
      const clock = new ManualClock();
      let busy = true;
      server.misbehave = (_, res) =>
        busy &&
        fail(res, 429, 'TooManyRequests', 'busy', { 'retry-after': '3' });
      const transport = connect({ clock });
      const first = transport.create(THING, { metadata: REF });
      await server.requests.next();
      while (clock.timers === 0) {
        await new Promise(setImmediate);
      }
      const second = transport.list(THING);
      busy = false;
      clock.advance(2_999);
      await new Promise(setImmediate);
      expect(server.requests.all).toHaveLength(1);
      clock.advance(1);
      await Promise.all([first, second]);
      expect(server.requests.all.map(request => request.method).sort()).toEqual(
        ['GET', 'POST', 'POST'],
      );
    });

    it('lets nothing wait that nobody needs', async () => {
      const clock = new ManualClock();
      const transport = connect({ clock });
      server.misbehave = (_, res) =>
        fail(res, 429, 'TooManyRequests', 'Later', { 'retry-after': '3' });
      const expendable = { expendable: true };
      const first = await failure(transport.get(THING, REF, expendable));
      const second = await failure(transport.get(THING, REF, expendable));
      expect([first.status, second.status]).toEqual([429, 429]);
      expect(server.requests.all).toHaveLength(1);
    });

    it('does not wait longer than its caller', async () => {
      const abort = new AbortController();
      server.misbehave = (_, res) => {
        setImmediate(() => abort.abort(new Error('enough')));
        return fail(res, 429, 'TooManyRequests', 'busy', {
          'retry-after': '3600',
        });
      };
      const call = connect().get(THING, REF, { signal: abort.signal });
      await expect(call).rejects.toThrow('enough');
    });

    it.each([
      ['a number', '86400'],
      ['a date', 'Sun, 01 Nov 2026 00:00:00 GMT'],
    ])(
      'waits no longer than a minute, whatever it asks for by %s',
      async (_, retryAfter) => {
        const clock = new ManualClock();
        const date = 'Sat, 31 Oct 2026 00:00:00 GMT';
        let busy = true;
        server.misbehave = (__, res) =>
          busy &&
          fail(res, 429, 'TooManyRequests', 'busy', {
            'retry-after': retryAfter,
            date,
          });
        const call = connect({ clock }).list(THING);
        await server.requests.next();
        while (clock.timers === 0) {
          await new Promise(setImmediate);
        }
        busy = false;
        clock.advance(60_000);
        await expect(call).resolves.toMatchObject({ items: [] });
      },
    );

    it('does not wait for what is closed', async () => {
      const clock = new ManualClock();
      server.misbehave = (_, res) =>
        fail(res, 429, 'TooManyRequests', 'busy', { 'retry-after': '3' });
      const transport = connect({ clock });
      const call = failure(transport.create(THING, {}));
      await server.requests.next();
      while (clock.timers === 0) {
        await new Promise(setImmediate);
      }
      await transport.close();
      expect(await call).toMatchObject({
        code: 'KUBE_UNREACHABLE',
        ambiguous: false,
      });
      expect(clock.timers).toBe(0);
    });

    it('gives up in the end, and says how long it was asked to wait', async () => {
      server.misbehave = (_, res) =>
        fail(res, 429, 'TooManyRequests', 'busy', { 'retry-after': '0' });
      const error = await failure(connect().get(THING, REF));
      expect(error).toMatchObject({ status: 429, retryAfterMs: 0 });
      expect(server.requests.all).toHaveLength(11);
    });

    it('leaves it to the caller when the server does not say for how long', async () => {
      server.misbehave = (_, res) => fail(res, 429, 'TooManyRequests');
      const error = await failure(connect().get(THING, REF));
      expect(error.status).toBe(429);
      expect(server.requests.all).toHaveLength(1);
    });
  });

  it('does not wait for the end of a refusal for ever', async () => {
    server.misbehave = (_, res) =>
      res.writeHead(503, { 'content-length': '100' }).write('{');
    const transport = connect({ timeoutMs: 1 });
    const request = { method: 'GET', path: '/' } as const;
    expect(await failure(transport.stream(request))).toMatchObject({
      status: 503,
    });
    expect(await failure(transport.request(request))).toMatchObject({
      status: 503,
    });
  });

  describe('when credentials are refused', () => {
    const old: Credentials = {
      tls: {},
      headers: { authorization: 'Bearer old' },
    };
    const fresh: Credentials = {
      tls: old.tls,
      headers: { authorization: 'Bearer fresh' },
    };

    it('asks for fresh ones and repeats the call', async () => {
      server.misbehave = ({ headers }, res) =>
        headers.authorization !== 'Bearer fresh' &&
        fail(res, 401, 'Unauthorized');
      const credentials = jest.fn(async (rejected?: Credentials) =>
        rejected === old ? fresh : old,
      );
      await connect({}, { credentials }).list(THING);
      expect(credentials.mock.calls).toEqual([[undefined], [old]]);
    });

    it('does so once', async () => {
      server.misbehave = (_, res) => fail(res, 401, 'Unauthorized');
      const error = await failure(connect().get(THING, REF));
      expect(error.status).toBe(401);
      expect(server.requests.all).toHaveLength(2);
    });

    it.each<[string, (transport: Transport, signal: AbortSignal) => unknown]>([
      ['call', (transport, signal) => transport.list(THING, { signal })],
      [
        'watch',
        (transport, signal) =>
          transport.stream({ method: 'GET', path: '/', signal }),
      ],
    ])('keeps no %s longer than its caller wants it', async (_, begin) => {
      const abort = new AbortController();
      const transport = connect(
        {},
        { credentials: () => new Promise(() => {}) },
      );
      const begun = begin(transport, abort.signal);
      abort.abort(new Error('enough'));
      await expect(begun).rejects.toThrow('enough');
    });

    it('keeps no call of what is closed', async () => {
      const transport = connect(
        {},
        { credentials: () => new Promise(() => {}) },
      );
      const call = failure(transport.list(THING));
      await transport.close();
      expect(await call).toMatchObject({ code: 'KUBE_UNREACHABLE' });
    });

    it('says so when there are none to be had', async () => {
      const credentials = async () => {
        throw new ConnectionError('The token file is gone');
      };
      const transport = connect({}, { credentials });
      await expect(transport.get(THING, REF)).rejects.toThrow(
        'The token file is gone',
      );
    });
  });
});
