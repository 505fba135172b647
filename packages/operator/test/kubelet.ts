import { POD } from '@backstage-vdi/kube';
import type { Any, TestNamespace } from './TestNamespace';

/** Says of a pod what a kubelet or a controller of nodes would say. */
export async function sayOfPod(
  ns: TestNamespace,
  name: string,
  status: object,
): Promise<void> {
  await ns.transport.patch<Any>(
    POD,
    { namespace: ns.name, name, subresource: 'status' },
    { type: 'merge', body: { status } },
  );
}

/** Has a simulated pod, as soon as it is ready, be at an address where a server of the test answers for it. */
export async function movePod(
  ns: TestNamespace,
  name: string,
  address: string,
): Promise<void> {
  await ns.until(() => {
    const { podIP, conditions = [] } = ns.get('pod', name)?.status ?? {};
    const ready = conditions.find(
      ({ type }: { type: string }) => type === 'Ready',
    );
    return podIP && ready?.status === 'True';
  });
  const podIPs = [{ ip: address }];
  await sayOfPod(ns, name, { podIP: address, podIPs });
}

/** The status of the only container of a pod, in a state. */
export const container = (state: object, ready = false) => [
  {
    name: 'desktop',
    image: 'x',
    imageID: '',
    ready,
    restartCount: 0,
    state,
  },
];

/** A pod that has its node. */
export const SCHEDULED = { type: 'PodScheduled', status: 'True' };
