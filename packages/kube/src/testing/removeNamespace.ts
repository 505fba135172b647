import { isConflict, isNotFound } from '../errors';
import { NAMESPACE, type Resource } from '../resource';
import type { Transport } from '../transport';

/**
 * Removes a namespace of which no controller looks after any more, with objects in it that wait for one: with a finalizer left on one of
 * them it would never end, and what it has would be seen by all that comes later.
 *
 * @param held - what its controller puts finalizers on
 */
export async function removeNamespace(
  transport: Transport,
  namespace: string,
  held: Resource,
): Promise<void> {
  await transport
    .delete(NAMESPACE, { name: namespace })
    // It is on its way out.
    .catch(error => ignore(isConflict, error));
  const { items } = await transport.list(held, { namespace });
  for (const { metadata } of items) {
    const ref = { namespace, name: `${metadata?.name}` };
    const body = { metadata: { finalizers: null } };
    try {
      // Deleted before it is let go of: a controller of all namespaces may be at work, and could hold it again.
      await transport.delete(held, ref);
      await transport.patch(held, ref, { type: 'merge', body });
    } catch (error) {
      ignore(isNotFound, error);
    }
  }
}

function ignore(isThat: (error: unknown) => boolean, error: unknown): void {
  if (!isThat(error) && !isNotFound(error)) throw error;
}
