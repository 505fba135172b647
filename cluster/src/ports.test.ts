import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { freePortNear, freePorts } from './ports';

describe('freePorts', () => {
  it('gives ports that differ and can be listened on', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    const server = createServer().listen(ports[0], '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});

describe('freePortNear', () => {
  it('gives the preferred port when it is free, and another when it is not', async () => {
    const [preferred] = await freePorts(1);
    expect(await freePortNear(preferred)).toBe(preferred);

    const server = createServer().listen(preferred, '127.0.0.1');
    await once(server, 'listening');
    const other = await freePortNear(preferred);
    expect(other).not.toBe((server.address() as AddressInfo).port);
    expect(other).toBeGreaterThan(0);
    server.close();
  });
});
