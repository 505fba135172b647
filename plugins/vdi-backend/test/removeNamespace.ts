import { isNotFound, NAMESPACE, type Transport } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { letGo } from './letGo';

/**
 * Removes a namespace with the sessions in it, of which no operator lets go any more: with one of them it would never end, and what it
 * has would be of all later tests too.
 */
export async function removeNamespace(
  transport: Transport,
  namespace: string,
): Promise<void> {
  await transport.delete(NAMESPACE, { name: namespace });
  const { items } = await transport.list(VDISESSION, { namespace });
  for (const { metadata } of items) {
    const ref = { namespace, name: `${metadata?.name}` };
    await letGo(transport, ref).catch(error => {
      if (!isNotFound(error)) throw error;
    });
  }
}
