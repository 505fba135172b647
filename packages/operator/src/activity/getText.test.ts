import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { ManualClock } from '@backstage-vdi/kube/testing';
import { getText } from './getText';

const servers: Array<Server | TcpServer> = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  sockets.forEach(socket => socket.destroy());
  await Promise.all(
    servers.splice(0).map(server => new Promise(done => server.close(done))),
  );
});

async function listen<S extends Server | TcpServer>(
  server: S,
): Promise<number> {
  servers.push(server);
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

const serve = (answer: RequestListener) => listen(createServer(answer));

/** A server that is none: says this to whoever connects. */
const say = (answer: (socket: Socket) => void) =>
  listen(createTcpServer(answer));

const get = (port: number, clock = new ManualClock(), signal?: AbortSignal) =>
  getText(
    {
      protocol: 'http:',
      host: '127.0.0.1',
      port,
      path: '/activity',
      agent: false,
    },
    { clock, signal },
  );

describe('getText', () => {
  it('reads a page, and leaves nothing behind', async () => {
    const clock = new ManualClock();
    const port = await serve((request, reply) =>
      reply.end(`${request.method} ${request.url}`),
    );
    expect(await get(port, clock)).toBe('GET /activity');
    expect(clock.timers).toBe(0);
  });

  it('sends nothing that says more than who asks', async () => {
    const port = await serve((request, reply) =>
      reply.end(JSON.stringify(request.headers)),
    );
    expect(JSON.parse(await get(port))).toEqual({
      connection: 'close',
      host: `127.0.0.1:${port}`,
      'user-agent': 'vdi-operator',
    });
  });

  it.each([204, 401, 404, 429, 500])('believes no %d', async status => {
    const port = await serve((_, reply) => {
      reply.writeHead(status, { 'retry-after': '3600' }).end();
    });
    await expect(get(port)).rejects.toThrow(`answered ${status}`);
  });

  it('follows nobody to another place', async () => {
    const visited = jest.fn();
    const secret = await serve((_, reply) => {
      visited();
      reply.end('{"connections": 0}');
    });
    const port = await serve((_, reply) => {
      const location = `http://127.0.0.1:${secret}/latest/meta-data`;
      reply.writeHead(302, { location, 'set-cookie': 'a=b' }).end();
    });
    await expect(get(port)).rejects.toThrow('answered 302');
    expect(visited).not.toHaveBeenCalled();
  });

  it('stops reading what has no end', async () => {
    let written = 0;
    const port = await serve((_, reply) => {
      const more = () => {
        do written += 16_384;
        while (reply.write(Buffer.alloc(16_384)));
      };
      reply.on('drain', more);
      more();
    });
    await expect(get(port)).rejects.toThrow('answered more than 65536 bytes');
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it('does not unpack what is small only while packed', async () => {
    const packed = Buffer.from('1f8b0800', 'hex');
    const port = await serve((_, reply) => {
      reply.setHeader('content-encoding', 'gzip');
      reply.end(packed);
    });
    expect(await get(port)).toBe(packed.toString());
  });

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    [
      'stops in the middle',
      socket =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"conn'),
    ],
    ['stops in its headers', socket => socket.write('HTTP/1.1 200 OK\r\nX-A')],
  ])('does not wait for one that %s', async (_, answer) => {
    const clock = new ManualClock();
    const port = await say(socket => {
      socket.on('data', () => {
        answer(socket);
        clock.advance(2_000);
      });
    });
    await expect(get(port, clock)).rejects.toThrow('did not answer within 2 s');
    expect(clock.timers).toBe(0);
  });

  it.each<[string, string]>([
    ['talks another protocol', 'RFB 003.008\n'],
    [
      'has no end of headers',
      `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(10_000)}`,
    ],
    ['has informations only', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000)],
    [
      'switches protocols',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"conn'],
    [
      'lies about its length',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('has no answer of one that %s', async (_, answer) => {
    const clock = new ManualClock();
    const port = await say(socket => {
      socket.on('data', () => socket.end(answer));
    });
    await expect(get(port, clock)).rejects.toThrow();
    expect(clock.timers).toBe(0);
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    const port = await say(socket => {
      socket.on('data', () => abort.abort());
    });
    await expect(get(port, new ManualClock(), abort.signal)).rejects.toThrow(
      'aborted',
    );
  });

  it('says so where nobody listens', async () => {
    const port = await say(() => {});
    await new Promise(done => servers.pop()?.close(done));
    await expect(get(port)).rejects.toThrow('ECONNREFUSED');
  });
});
