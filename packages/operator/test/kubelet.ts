import { type KubeObject, POD } from '@backstage-vdi/kube';
import { CORE_EVENT } from '../src/resources';
import type { Any, TestNamespace } from './TestNamespace';

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

/** Ends a pod as a kubelet does that finds it to write more than it may. */
export async function sayDiskFull(
  ns: TestNamespace,
  name: string,
): Promise<void> {
  await sayOfPod(ns, name, {
    phase: 'Failed',
    reason: 'Evicted',
    message:
      'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. ',
    conditions: [SCHEDULED],
  });
}

/** The same of a pod whose container ends without an error when it is asked to: its status then has no reason. */
export async function sayDiskFullInEvent(
  ns: TestNamespace,
  name: string,
): Promise<void> {
  const { uid } = ns.get('pod', name)?.metadata ?? {};
  await sayOfPod(ns, name, {
    phase: 'Succeeded',
    conditions: [SCHEDULED],
    containerStatuses: container({
      terminated: { exitCode: 0, finishedAt: new Date().toISOString() },
    }),
  });
  await ns.transport.create<KubeObject & Record<string, unknown>>(CORE_EVENT, {
    metadata: { namespace: ns.name, generateName: name },
    involvedObject: { kind: 'Pod', namespace: ns.name, name, uid },
    type: 'Warning',
    reason: 'Evicted',
    message:
      'Container desktop exceeded its local ephemeral storage limit "10Gi". ',
  });
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
