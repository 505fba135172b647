import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Asks the operating system for ports that nobody listens on. */
export async function freePorts(
  count: number,
  host = '127.0.0.1',
): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, host);
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => {
      server.close();
      return once(server, 'close');
    }),
  );
  return ports;
}
