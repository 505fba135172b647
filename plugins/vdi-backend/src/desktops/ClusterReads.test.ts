import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { Transport } from '@backstage-vdi/kube';
import { aSession } from '../testing/objects';
import { ClusterReads } from './ClusterReads';

const ref = { cluster: 'default', namespace: 'vdi-sessions', name: 'a' };
const POD_LOG = '/api/v1/namespaces/vdi-sessions/pods/a/log';

/** What the API server answers the present test. */
let answer: RequestListener;
let server: Server;
let transport: Transport;
let reads: ClusterReads;
const asked: string[] = [];
const logger = mockServices.logger.mock();

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  transport = new Transport(
    {
      server: `http://127.0.0.1:${port}`,
      namespace: 'default',
      credentials: async () => ({ headers: {}, tls: {} }),
    },
    { userAgent: 'test/0' },
  );
  reads = new ClusterReads({ transport, logger });
});

beforeEach(() => {
  asked.length = 0;
  logger.warn.mockClear();
});

afterAll(async () => {
  await transport.close();
  server.close();
});

const refuse =
  (code: number, reason: string, message: string): RequestListener =>
  (_request, response) => {
    response.statusCode = code;
    response.end(
      JSON.stringify({
        kind: 'Status',
        status: 'Failure',
        reason,
        message,
        code,
      }),
    );
  };

const list = (items: object[], metadata = {}) =>
  JSON.stringify({ kind: 'EventList', metadata, items });

describe('eventsOf', () => {
  it('asks once for each name that something of the session has, and for no more than a timeline can show', async () => {
    answer = (request, response) =>
      response.end(
        list([
          {
            reason: new URL(request.url!, 'http://a').searchParams.get(
              'fieldSelector',
            ),
          },
        ]),
      );
    const { events, complete } = await reads.eventsOf(ref);
    expect(events.map(({ reason }) => reason).sort()).toEqual([
      'involvedObject.name=a',
      'involvedObject.name=a-home',
    ]);
    expect(complete).toBe(true);
    expect(
      asked.every(
        url =>
          url.startsWith('/api/v1/namespaces/vdi-sessions/events?') &&
          url.includes('limit=500'),
      ),
    ).toBe(true);
  });

  it('asks for the pod of a session whose name is too long for one', async () => {
    answer = (_request, response) => response.end(list([]));
    await reads.eventsOf({ ...ref, name: 'a'.repeat(80) });
    expect(asked).toHaveLength(3);
  });

  it('says that there is more', async () => {
    answer = (_request, response) => response.end(list([], { continue: 'x' }));
    expect(await reads.eventsOf(ref)).toEqual({ events: [], complete: false });
  });

  it('says that the portal has no right to read them', async () => {
    answer = refuse(403, 'Forbidden', 'events is forbidden: User "x"');
    await expect(reads.eventsOf(ref)).rejects.toMatchObject({
      code: 'VDI_CLUSTER_REFUSED',
      message: expect.stringContaining('rights of manifests/rbac.yaml'),
    });
  });

  it('says that the cluster does not answer, and the log says why', async () => {
    answer = refuse(500, 'InternalError', 'etcdserver: no leader');
    await expect(reads.eventsOf(ref)).rejects.toMatchObject({
      code: 'VDI_CLUSTER_UNAVAILABLE',
      message: expect.not.stringContaining('etcd'),
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('etcdserver: no leader'),
    );
  });
});

describe('logOf', () => {
  const options = { tail: 200, previous: false };
  const session = aSession('a');

  /** The pod is a session's, and its log what this writes. */
  const answerLog =
    (write: RequestListener, owner = session.metadata.uid): RequestListener =>
    (request, response) => {
      if (request.url?.startsWith(POD_LOG)) return write(request, response);
      const ownerReferences = [{ uid: owner }];
      return response.end(JSON.stringify({ metadata: { ownerReferences } }));
    };

  it('gives the end of the log of the container that the desktop runs in', async () => {
    answer = answerLog((_request, response) => response.end('one\ntwo\n'));
    expect(await reads.logOf(session, options)).toBe('one\ntwo\n');
    // A list of the test before may come late.
    expect(asked).toContain(
      `${POD_LOG}?container=desktop&tailLines=200&previous=false`,
    );
  });

  it('gives what was written last of a log that is too long', async () => {
    const line = `${'x'.repeat(1_023)}\n`;
    answer = answerLog((_request, response) => {
      response.write(`first\n${line.repeat(1_500)}`);
      response.end('last\n');
    });
    const log = await reads.logOf(session, options);
    expect(log).toBe(`${line.repeat(1_023)}last\n`);
  });

  it('gives nothing of a pod of that name that is somebody else’s', async () => {
    answer = answerLog(
      (_request, response) => response.end('secret\n'),
      'of-another',
    );
    await expect(reads.logOf(session, options)).rejects.toMatchObject({
      code: 'VDI_NO_LOG',
    });
  });

  it('says that there is no pod', async () => {
    answer = refuse(404, 'NotFound', 'pods "a" not found');
    await expect(reads.logOf(session, options)).rejects.toMatchObject({
      code: 'VDI_NO_LOG',
    });
  });

  it('says that the node does not answer, and the log says which', async () => {
    answer = refuse(
      500,
      'InternalError',
      'Get "https://10.0.0.7:10250/containerLogs/vdi-sessions/a/desktop": dial tcp: connection refused',
    );
    await expect(reads.logOf(session, options)).rejects.toMatchObject({
      code: 'VDI_CLUSTER_UNAVAILABLE',
      message: expect.stringContaining('node'),
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('10.0.0.7'),
    );
  });

  it('ends with the one who asked', async () => {
    const gone = new AbortController();
    const ended = new Promise<void>(resolve => {
      answer = (request, response) => {
        request.on('close', resolve);
        response.write('one\n');
        gone.abort();
      };
    });
    await expect(
      reads.logOf(session, { ...options, signal: gone.signal }),
    ).rejects.toThrow();
    await ended;
  });
});
