import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { serializeError } from '@backstage/errors';
import { Transport } from '@backstage-vdi/kube';
import { SessionsClient } from '@backstage-vdi/operator';
import { ClusterWrites } from './ClusterWrites';

const NAMESPACES = '/api/v1/namespaces';
const MISSING = {
  code: 404,
  reason: 'NotFound',
  message: 'namespaces "desktops" not found',
  details: { kind: 'namespaces', name: 'desktops' },
};

/** What the API server answers to the one who makes a namespace; it knows none. */
let answer: { code: number; reason: string; message: string };
let server: Server;
let transport: Transport;
let writes: ClusterWrites;
const logger = mockServices.logger.mock();

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    const status = path === NAMESPACES ? answer : MISSING;
    response.statusCode = status.code;
    response.end(
      JSON.stringify({ kind: 'Status', status: 'Failure', ...status }),
    );
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
  const client = new SessionsClient({ transport, logger });
  writes = new ClusterWrites({ transport, client, logger });
});

beforeEach(() => logger.warn.mockClear());

afterAll(async () => {
  await transport.close();
  server.close();
});

it.each([
  [
    'may not make its namespace',
    {
      code: 403,
      reason: 'Forbidden',
      message:
        'namespaces is forbidden: User "system:serviceaccount:portal" cannot create resource "namespaces"',
    },
    'VDI_CLUSTER_REFUSED',
    'An administrator has to.',
  ],
  [
    'cannot make its namespace now',
    {
      code: 503,
      reason: 'ServiceUnavailable',
      message: 'no etcd for system:serviceaccount:portal',
    },
    'VDI_CLUSTER_UNAVAILABLE',
    'cannot be reached at the moment',
  ],
])(
  'says of a portal that %s what to do, and the rest in the log',
  async (_, status, code, words) => {
    answer = status;
    const made = writes.createSession({
      metadata: { namespace: 'desktops', name: 'a' },
      spec: { user: 'alice@example.com', template: 'blender' },
    });
    const error = await made.catch(serializeError);
    expect(error).toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect(JSON.stringify(error)).not.toContain('serviceaccount');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('system:serviceaccount:portal'),
    );
  },
);
