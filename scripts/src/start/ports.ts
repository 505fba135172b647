import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws a sentence with what to do when somebody listens on this port of the loopback already. */
export async function requireFreePort(
  port: number,
  option: string,
): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(
      `Port ${port} is taken. End what listens there, or choose another with \`npm start -- ${option} <port>\`.`,
      { cause },
    );
  }
  server.close();
  await once(server, 'close');
}
