import { createServer, Server } from 'node:net';
import { once } from 'node:events';

/**
 * Asks the operating system for `count` free TCP ports on `host`. All are held until the last is found, so that they
 * differ.
 */
export async function freePorts(
  count: number,
  host = '127.0.0.1',
): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => listen(0, host)),
  );
  return Promise.all(servers.map(release));
}

/** `preferred` when it is free on `host`, else any free port. */
export async function freePortNear(
  preferred: number,
  host = '127.0.0.1',
): Promise<number> {
  try {
    return await release(await listen(preferred, host));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return (await freePorts(1, host))[0];
  }
}

async function listen(port: number, host: string): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  return server;
}

async function release(server: Server): Promise<number> {
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('a TCP server has an address with a port');
  }
  return address.port;
}
