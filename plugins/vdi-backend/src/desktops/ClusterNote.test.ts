import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { mockServices } from '@backstage/backend-test-utils';
import { Transport } from '@backstage-vdi/kube';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import { ClusterNote } from './ClusterNote';

const PATH = '/api/v1/namespaces/backstage/configmaps';

/** What the API server answers the present test. */
let answer: [status: number, body: object];
const asked: [method: string | undefined, path: string, body: unknown][] = [];
let server: Server;
let transport: Transport;
let note: ClusterNote;
const logger = mockServices.logger.mock();

const refuse = (code: number, reason: string) => {
  answer = [code, { kind: 'Status', status: 'Failure', reason, code }];
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    const body = request.method === 'GET' ? undefined : await json(request);
    asked.push([request.method, path, body]);
    response.statusCode = answer[0];
    response.end(JSON.stringify(answer[1]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  transport = new Transport(
    {
      server: `http://127.0.0.1:${port}`,
      namespace: 'backstage',
      credentials: async () => ({ headers: {}, tls: {} }),
    },
    { userAgent: 'test/0' },
  );
  const ref = { namespace: 'backstage', name: 'vdi-quotas' };
  note = new ClusterNote({ transport, ref, logger });
});

beforeEach(() => {
  asked.length = 0;
  logger.warn.mockClear();
});

afterAll(async () => {
  await transport.close();
  server.close();
});

it('is empty before anybody wrote', async () => {
  refuse(404, 'NotFound');
  expect(await note.read()).toEqual({ data: {} });
});

it('is read with what tells its version', async () => {
  const metadata = { uid: 'u', resourceVersion: '7' };
  answer = [200, { metadata, data: { a: '1' } }];
  expect(await note.read()).toEqual({
    data: { a: '1' },
    uid: 'u',
    version: '7',
  });
});

it('is made, and after that changed in the version that was read', async () => {
  answer = [200, { metadata: {} }];
  expect(await note.write({ data: { a: '1' } })).toBe(true);
  expect(await note.write({ data: { a: '2' }, version: '7' })).toBe(true);
  const metadata = { resourceVersion: '7' };
  expect(asked).toEqual([
    ['POST', PATH, expect.objectContaining({ data: { a: '1' } })],
    ['PATCH', `${PATH}/vdi-quotas`, { metadata, data: { a: '2' } }],
  ]);
});

it.each([
  ['made', 409, 'AlreadyExists', undefined],
  ['changed', 409, 'Conflict', '7'],
  ['deleted', 404, 'NotFound', '7'],
])('is not written where somebody has %s it', async (_, code, why, version) => {
  refuse(code, why);
  expect(await note.write({ data: {}, version })).toBe(false);
});

it('says which rights are missing', async () => {
  refuse(403, 'Forbidden');
  await expect(note.read()).rejects.toThrow(ClusterRefusedError);
  await expect(note.write({ data: {} })).rejects.toThrow('manifests/rbac.yaml');
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('"vdi-quotas" in the namespace "backstage"'),
  );
});

it('can be asked for again where the cluster fails', async () => {
  refuse(500, 'InternalError');
  await expect(note.read()).rejects.toThrow(ClusterUnavailableError);
});
