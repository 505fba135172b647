import { apiVersionOf, type Resource } from '@backstage-vdi/kube';
import type { Any, TestNamespace } from './TestNamespace';

const resource = (
  kind: string,
  plural: string,
  namespaced = false,
): Resource => ({
  group: 'resource.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced,
});

const DEVICE_CLASS = resource('DeviceClass', 'deviceclasses');
const RESOURCE_SLICE = resource('ResourceSlice', 'resourceslices');

/** What a claim is made of. */
export const CLAIM_TEMPLATE = resource(
  'ResourceClaimTemplate',
  'resourceclaimtemplates',
  true,
);

/** What a pod has of devices. */
export const CLAIM = resource('ResourceClaim', 'resourceclaims', true);

/** Does what a driver of Dynamic Resource Allocation does: tells of a node's devices, and how they are chosen. @returns how to undo it */
export async function addDevices(
  { transport }: TestNamespace,
  { driver, node, count }: { driver: string; node: string; count: number },
): Promise<() => Promise<void>> {
  const metadata = { name: driver };
  const names = Array.from({ length: count }, (_, index) => `gpu-${index}`);
  await transport.create<Any>(DEVICE_CLASS, {
    apiVersion: apiVersionOf(DEVICE_CLASS),
    kind: DEVICE_CLASS.kind,
    metadata,
    spec: {
      selectors: [{ cel: { expression: `device.driver == "${driver}"` } }],
    },
  });
  await transport.create<Any>(RESOURCE_SLICE, {
    apiVersion: apiVersionOf(RESOURCE_SLICE),
    kind: RESOURCE_SLICE.kind,
    metadata,
    spec: {
      driver,
      nodeName: node,
      pool: { name: node, generation: 1, resourceSliceCount: 1 },
      devices: names.map(name => ({ name })),
    },
  });
  return async () => {
    await transport.delete(RESOURCE_SLICE, metadata);
    await transport.delete(DEVICE_CLASS, metadata);
  };
}

/** What an administrator adds to a namespace: what one GPU is. */
export async function addClaimTemplate(
  { transport, name: namespace }: TestNamespace,
  name: string,
  deviceClassName: string,
): Promise<void> {
  const requests = [{ name: 'gpu', exactly: { deviceClassName } }];
  await transport.create<Any>(CLAIM_TEMPLATE, {
    apiVersion: apiVersionOf(CLAIM_TEMPLATE),
    kind: CLAIM_TEMPLATE.kind,
    metadata: { namespace, name },
    spec: { spec: { devices: { requests } } },
  });
}
