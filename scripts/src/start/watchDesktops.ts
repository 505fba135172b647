import { loadConnection, Transport } from '@backstage-vdi/kube';
import { SessionsClient } from '@backstage-vdi/operator';
import { announceDesktops } from './announceDesktops';

/**
 * Says the address of each desktop in the cluster of a kubeconfig that can be opened, until the signal aborts. Resolves then.
 *
 * @param say - takes a line for people
 */
export async function watchDesktops(
  kubeconfig: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const transport = new Transport(await loadConnection({ kubeconfig }), {
    userAgent: 'npm-start',
  });
  const silent = () => {};
  const client = new SessionsClient({
    transport,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  announceDesktops(client.sessions.store, say);
  await client.sessions.run(signal);
  await transport.close();
}
