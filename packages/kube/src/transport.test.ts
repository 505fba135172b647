import { Connection } from './connection';
import { KubeError } from './errors';
import {
  FakeApiServer,
  fail,
  reply,
  Thing,
  THING,
} from './testing/FakeApiServer';
import { ManualClock } from './testing/ManualClock';
import { RequestInfo } from './request';
import { Transport, TransportOptions } from './transport';

const REF = { namespace: 'default', name: 'a' };

describe('Transport', () => {
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

  it('knows the server’s time from its replies', async () => {
    const clock = new ManualClock();
    const transport = connect({ clock });
    expect(transport.serverTime()).toBeUndefined();
    await transport.list(THING);
    const time = transport.serverTime()!;
    expect(Date.now() - time).toBeGreaterThanOrEqual(0);
    clock.advance(3_600_000);
    expect(transport.serverTime()).toBe(time + 3_600_000);
    expect(transport.apart(1).serverTime()).toBe(time + 3_600_000);
  });

  describe('asks in the API server’s words', () => {
    const thing: Thing = { metadata: { namespace: 'default', name: 'a' } };
    const path = '/apis/test.example.com/v1/namespaces/default/things';

    it.each<
      [string, (t: Transport) => Promise<unknown>, Record<string, unknown>]
    >([
      ['get', t => t.get(THING, REF), { method: 'GET', path: `${path}/a` }],
      [
        'list',
        t =>
          t.list(THING, {
            namespace: 'default',
            labelSelector: 'x=y',
            limit: 3,
          }),
        { method: 'GET', path, query: 'labelSelector=x%3Dy&limit=3' },
      ],
      [
        'list of metadata',
        t => t.list(THING, { namespace: 'default', metadataOnly: true }),
        {
          path,
          accept:
            'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
        },
      ],
      [
        'create',
        t => t.create(THING, thing),
        {
          method: 'POST',
          path,
          query: 'fieldManager=tester',
          contentType: 'application/json',
          body: { apiVersion: 'test.example.com/v1', kind: 'Thing', ...thing },
        },
      ],
      [
        'replace',
        t => t.replace(THING, thing, { subresource: 'status' }),
        { method: 'PUT', path: `${path}/a/status` },
      ],
      [
        'merge patch',
        t =>
          t.patch(THING, REF, { type: 'merge', body: { spec: { size: 1 } } }),
        {
          method: 'PATCH',
          path: `${path}/a`,
          contentType: 'application/merge-patch+json',
          body: { spec: { size: 1 } },
        },
      ],
      [
        'JSON patch of the status',
        t =>
          t.patch(
            THING,
            { ...REF, subresource: 'status' },
            { type: 'json', body: [{ op: 'remove', path: '/status' }] },
          ),
        {
          path: `${path}/a/status`,
          contentType: 'application/json-patch+json',
        },
      ],
      [
        'apply',
        t =>
          t.patch(
            THING,
            REF,
            { type: 'apply', body: thing, force: true },
            { fieldManager: 'somebody', dryRun: true },
          ),
        {
          query: 'force=true&fieldManager=somebody&dryRun=All',
          contentType: 'application/apply-patch+yaml',
        },
      ],
      [
        'delete',
        t =>
          t.delete(THING, REF, { uid: 'u', propagationPolicy: 'Foreground' }),
        {
          method: 'DELETE',
          path: `${path}/a`,
          query: '',
          body: {
            preconditions: { uid: 'u' },
            propagationPolicy: 'Foreground',
          },
        },
      ],
    ])('%s', async (_, call, wanted) => {
      await call(connect());
      const seen = await server.requests.next();
      expect({
        ...seen,
        query: seen.query.toString(),
        accept: seen.headers.accept,
        contentType: seen.headers['content-type'],
        body: seen.body && JSON.parse(seen.body),
      }).toMatchObject(wanted);
      expect(seen.headers['user-agent']).toBe('tester/1.0');
    });

    it('keeps the path below which the API is served', async () => {
      const transport = connect(
        {},
        { server: `${server.url}/k8s/clusters/c1/` },
      );
      await transport.list(THING);
      const { path: seen } = await server.requests.next();
      expect(seen).toBe('/k8s/clusters/c1/apis/test.example.com/v1/things');
    });
  });

  it('returns what the server replied', async () => {
    server.put('a', { size: 3 });
    const list = await connect().list<Thing>(THING);
    expect(list.items[0].spec).toEqual({ size: 3 });
  });

  it('takes a list whose items are null for an empty one', async () => {
    server.misbehave = (_, res) => {
      res.setHeader('content-type', 'application/json');
      res.end('{"metadata":{"resourceVersion":"7"},"items":null}');
      return true;
    };
    expect(await connect().list(THING)).toEqual({
      metadata: { resourceVersion: '7' },
      items: [],
    });
  });

  it('counts every request', async () => {
    const seen: RequestInfo[] = [];
    const transport = connect({ onRequest: info => seen.push(info) });
    await transport.list(THING);
    await transport.patch(
      THING,
      { ...REF, subresource: 'status' },
      { type: 'merge', body: {} },
    );
    server.misbehave = (_, res) => fail(res, 404, 'NotFound');
    await failure(transport.get(THING, REF));
    server.misbehave = (_, res) => Boolean(res.socket?.resetAndDestroy());
    await failure(transport.delete(THING, REF));
    const { host } = new URL(server.url);
    expect(
      seen.map(({ verb, resource, method, status }) => [
        verb,
        resource,
        method,
        status,
      ]),
    ).toEqual([
      ['list', 'things', 'GET', 200],
      ['patch', 'things/status', 'PATCH', 200],
      ['get', 'things', 'GET', 404],
      ['delete', 'things', 'DELETE', 0],
    ]);
    expect(new Set(seen.map(info => info.host))).toEqual(new Set([host]));
  });

  it('keeps calls within its connections and leaves none behind', async () => {
    const transport = connect({ connections: 4 });
    await Promise.all(Array.from({ length: 100 }, () => transport.list(THING)));
    expect(server.sockets.size).toBe(4);
    const stream = await transport.stream({
      method: 'GET',
      path: '/apis/test.example.com/v1/things',
      query: { watch: true },
    });
    expect(server.sockets.size).toBe(5);
    const closed = [...server.sockets].map(
      socket => new Promise(resolve => socket.once('close', resolve)),
    );
    await transport.close();
    await Promise.all(closed);
    expect(server.sockets.size).toBe(0);
    stream.close();
    await expect(transport.list(THING)).rejects.toThrow('closed');
  });

  it('connects anew when the certificates change', async () => {
    let tls = {};
    const credentials = async () => ({ tls, headers: {} });
    const transport = connect({}, { credentials });
    await transport.list(THING);
    const [socket] = server.sockets;
    const closed = new Promise(resolve => socket.once('close', resolve));
    tls = {};
    await transport.list(THING);
    await closed;
    expect(server.sockets.size).toBe(1);
  });

  it('reads the empty reply of a raw request', async () => {
    server.misbehave = (_, res) => Boolean(res.writeHead(200).end());
    await expect(
      connect().request({ method: 'GET', path: '/healthz' }),
    ).resolves.toBeUndefined();
  });

  it('hands back the reply of a raw request', async () => {
    server.misbehave = ({ path }, res) => {
      reply(res, 200, { path });
      return true;
    };
    await expect(
      connect().request({ method: 'GET', path: '/version' }),
    ).resolves.toEqual({ path: '/version' });
  });
});
