import {
  type Resource,
  resourcePath,
  type Transport,
} from '@backstage-vdi/kube';
import { poll } from './poll';

const VOLUME: Resource = {
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  kind: 'PersistentVolume',
  namespaced: false,
};

/** Removes all objects of a resource in a namespace and all their children, and waits until they are gone. */
export async function removeAll(
  transport: Transport,
  { resource, children }: { resource: Resource; children: readonly Resource[] },
  namespace: string,
): Promise<void> {
  // The objects first, while their controller runs: it would make their children anew.
  for (const each of [resource, ...children]) {
    await transport.request({
      method: 'DELETE',
      path: resourcePath(each, { namespace }),
      body: { gracePeriodSeconds: 0 },
    });
    if (each === resource) await awaitNone(transport, each, namespace);
  }
  for (const each of children) await awaitNone(transport, each, namespace);
}

/** Waits until the cluster has no volume. */
export const awaitNoVolume = (transport: Transport): Promise<void> =>
  awaitNone(transport, VOLUME);

async function awaitNone(
  transport: Transport,
  resource: Resource,
  namespace?: string,
): Promise<void> {
  await poll(async () => {
    const { items } = await transport.list(resource, { namespace, limit: 1 });
    return items.length === 0;
  });
}
