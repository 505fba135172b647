import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** Another address of the loopback. Who listens on a port here is about to use that port on the usual one. */
const MARK = '127.0.0.2';

/** Below those that Linux gives to outgoing connections: who is started again finds nobody's connection on its port. */
const CANDIDATES = { from: 20_000, below: 32_768 };

/** Finds `count` free TCP ports on `host`, at random. All are held until the last is found, so that they differ. */
export async function freePorts(
  count: number,
  host = LOOPBACK,
): Promise<number[]> {
  const servers: Server[] = [];
  while (servers.length < count) {
    const port = randomInt(CANDIDATES.from, CANDIDATES.below);
    const server = await listenIfFree(port, host);
    if (server) servers.push(server);
  }
  return Promise.all(servers.map(release));
}

/** A port of the loopback that no other start of a cluster takes until it is released. */
export interface ReservedPort {
  port: number;
  /** To be called when the port is in use, or will not be. */
  release(): Promise<unknown>;
}

/**
 * Reserves `preferred` when it is free, else any free port. A component listens only seconds later, and a cluster that
 * starts at the same moment would find the preferred port free too.
 */
export async function reservePort(preferred: number): Promise<ReservedPort> {
  const mark = await listenIfFree(preferred, MARK);
  const probe = mark && (await listenIfFree(preferred, LOOPBACK));
  if (mark && probe) {
    await release(probe);
    return { port: preferred, release: () => release(mark) };
  }
  if (mark) await release(mark);
  const [port] = await freePorts(1);
  return { port, release: async () => {} };
}

async function listenIfFree(port: number, host: string) {
  try {
    return await listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
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
