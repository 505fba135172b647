import { apiVersionOf, type Resource } from '@backstage-vdi/kube';
import { CORE_EVENT } from '../src/resources';
import type { Any, TestNamespace } from './TestNamespace';

/** How storage of a kind is made. */
export const STORAGE_CLASS: Resource = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  kind: 'StorageClass',
  namespaced: false,
};

/** Makes a storage class whose provisioner does nothing by itself. @returns how to undo it */
export async function addStorageClass(
  { transport }: TestNamespace,
  name: string,
): Promise<() => Promise<unknown>> {
  await transport.create<Any>(STORAGE_CLASS, {
    apiVersion: apiVersionOf(STORAGE_CLASS),
    kind: STORAGE_CLASS.kind,
    metadata: { name },
    provisioner: 'example.com/nobody',
  } as Any);
  return () => transport.delete(STORAGE_CLASS, { name });
}

/** Says of a claim what its provisioner would. */
export async function warnOfClaim(
  { transport, name: namespace }: TestNamespace,
  { metadata }: Any,
  message: string,
): Promise<void> {
  const { name = '', uid } = metadata ?? {};
  await transport.create<Any>(CORE_EVENT, {
    metadata: { namespace, name: `${name}.${uid}` },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace,
      name,
      uid,
    },
    type: 'Warning',
    reason: 'ProvisioningFailed',
    message,
    lastTimestamp: new Date().toISOString(),
  } as Any);
}
