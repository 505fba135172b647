import { kubectl } from './testCluster';

/** The node's address, which is one of this machine that pods reach and nobody outside does. */
export async function nodeAddress(): Promise<string> {
  return kubectl([
    'get',
    'nodes',
    '--output=jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
  ]);
}
