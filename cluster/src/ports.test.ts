import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts, reservePort } from './ports';

describe('freePorts', () => {
  it('gives ports that differ and can be listened on', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    const server = await listen(ports[0]);
    server.close();
  });
});

describe('reservePort', () => {
  it('gives the preferred port to one, until it is released', async () => {
    const [preferred] = await freePorts(1);
    const reserved = await Promise.all([
      reservePort(preferred),
      reservePort(preferred),
    ]);
    const ports = reserved.map(({ port }) => port);
    expect(ports).toContain(preferred);
    expect(new Set(ports).size).toBe(2);

    await Promise.all(reserved.map(one => one.release()));
    const again = await reservePort(preferred);
    expect(again.port).toBe(preferred);
    // Reserved, and yet free for whom it is reserved.
    (await listen(preferred)).close();
    await again.release();
  });

  it('gives another when somebody listens on the preferred one', async () => {
    const [preferred] = await freePorts(1);
    const server = await listen(preferred);
    const { port } = await reservePort(preferred);
    expect(port).not.toBe(preferred);
    server.close();
  });
});

async function listen(port: number) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
