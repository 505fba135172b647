import { keyOf } from '@backstage-vdi/kube';
import type { BenchCluster } from '../benchCluster';
import type { Contender } from './contender';
import type { ReadyObserver } from './ReadyObserver';

/** How many are on their way while the cluster is filled: as many as the API server takes without making others wait. */
export const IN_FLIGHT = 64;

/** Makes sessions in all namespaces by turns, a bounded number at a time, and waits until the last runs. */
export async function fill(
  { transport, log }: BenchCluster,
  contender: Contender,
  options: { sessions: number; namespaces: string[]; observer: ReadyObserver },
): Promise<void> {
  const { sessions, namespaces, observer } = options;
  let next = 0;
  const makeOneByOne = async () => {
    while (next < sessions) {
      const n = next;
      next += 1;
      if (n > 0 && n % 1_000 === 0) log(`${n} sessions`);
      const namespace = namespaces[n % namespaces.length];
      const name = `desktop-${String(n).padStart(5, '0')}`;
      const object = contender.object(namespace, name);
      const created = await transport.create(contender.resource, object);
      await observer.ready(keyOf(created));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, makeOneByOne));
}
