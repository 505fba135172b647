/** The program of a bare client: it is told by messages, and ends when its parent disconnects. */
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { BareClient } from './BareClient';
import {
  BARE_AGENT,
  type BareClientConfig,
  type ToBareClient,
} from './process';

async function start(config: BareClientConfig): Promise<BareClient> {
  const { kubeconfig, namespace, pattern, concurrency } = config;
  const transport = new Transport(await loadConnection({ kubeconfig }), {
    userAgent: `${BARE_AGENT}/1`,
    connections: concurrency,
  });
  const client = new BareClient({
    transport,
    namespace,
    pattern,
    concurrency,
    onError: fail,
  });
  await client.start();
  process.once('disconnect', () => {
    client.stop();
    transport.close();
  });
  return client;
}

function fail(error: unknown): never {
  throw error;
}

let client: Promise<BareClient> | undefined;
process.on('message', async (message: ToBareClient) => {
  if ('config' in message) {
    client = start(message.config);
    await client;
    process.send?.('watching');
  } else {
    (await client)?.add(message.session);
  }
});
