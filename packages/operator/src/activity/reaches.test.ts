import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '@backstage-vdi/kube/testing';
import { apiServerReach } from './apiServerReach';
import { directReach, isPodAddress } from './directReach';

const options = { clock: new ManualClock() };
const runtime = { scheme: 'http', port: 8080 } as const;
const pod = { namespace: 'team', name: 'render', ip: '10.1.2.3' };

describe('isPodAddress', () => {
  it.each(['10.1.2.3', '192.168.0.7', '100.64.0.1', 'fd00::7', '2001:db8::1'])(
    'takes %s',
    ip => expect(isPodAddress(ip)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    'metadata.google.internal',
    '10.1.2.3@evil.example.com',
    '',
  ])('refuses %j', ip => expect(isPodAddress(ip)).toBe(false));
});

describe('directReach', () => {
  it('asks nobody at an address that no pod can have', async () => {
    const target = { pod: { ...pod, ip: '169.254.169.254' }, runtime };
    await expect(directReach.get(target, '/', options)).rejects.toThrow(
      'which no pod can have',
    );
  });
});

describe('apiServerReach', () => {
  let server: Server;
  let answer: RequestListener;
  const asked: IncomingMessage[] = [];
  const renewed = jest.fn();
  const target = { pod, runtime };

  beforeAll(async () => {
    server = createServer((request, reply) => {
      asked.push(request);
      answer(request, reply);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise(done => server.close(done)));
  beforeEach(() => asked.splice(0));

  const reach = () =>
    apiServerReach({
      server: `http://127.0.0.1:${(server.address() as AddressInfo).port}/k8s/clusters/c-1`,
      namespace: 'default',
      async credentials(rejected) {
        if (rejected) renewed();
        return { tls: {}, headers: { authorization: 'Bearer secret' } };
      },
    });

  it('asks for the pod by its proxy', async () => {
    answer = (_, reply) => reply.end('{"connections": 1}');
    expect(await reach().get(target, '/activity?a=b', options)).toBe(
      '{"connections": 1}',
    );
    expect(asked[0].url).toBe(
      '/k8s/clusters/c-1/api/v1/namespaces/team/pods/http%3Arender%3A8080/proxy/activity?a=b',
    );
    expect(asked[0].headers.authorization).toBe('Bearer secret');
  });

  it('uses its connection again', async () => {
    answer = (_, reply) => reply.end('{}');
    const again = reach();
    await again.get(target, '/activity', options);
    await again.get(target, '/activity', options);
    expect(asked[1].socket).toBe(asked[0].socket);
  });

  it('lets no desktop play the API server', async () => {
    const hostile = reach();
    answer = (_, reply) => reply.writeHead(401).end();
    await expect(hostile.get(target, '/activity', options)).rejects.toThrow(
      'answered 401',
    );
    expect(renewed).not.toHaveBeenCalled();
    answer = (_, reply) =>
      reply.writeHead(429, { 'retry-after': '3600' }).end();
    await expect(hostile.get(target, '/activity', options)).rejects.toThrow(
      'answered 429',
    );
    answer = (_, reply) => reply.end('{"connections": 0}');
    expect(await hostile.get(target, '/activity', options)).toBe(
      '{"connections": 0}',
    );
  });
});
