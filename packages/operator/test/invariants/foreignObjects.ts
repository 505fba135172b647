import { isDeepStrictEqual } from 'node:util';
import {
  isNotFound,
  type KubeObject,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import { MANAGED_BY } from '@backstage-vdi/plugin-vdi-common';

/** The parts of an object that no controller of Kubernetes changes without being asked. */
const ownParts = ({ metadata = {} }: KubeObject) => ({
  uid: metadata.uid,
  labels: metadata.labels,
  ownerReferences: metadata.ownerReferences,
  deletionTimestamp: metadata.deletionTimestamp,
});

/**
 * What was done to somebody else's object, one sentence each. Defends: nothing of another owner is touched.
 *
 * @param before - as it was when its owner had made it
 */
export async function touchesOf(
  transport: Transport,
  resource: Resource,
  before: KubeObject,
): Promise<string[]> {
  const { namespace, name = '' } = before.metadata ?? {};
  const what = `${resource.kind} ${namespace}/${name} of another owner`;
  let after: KubeObject;
  try {
    after = await transport.get<KubeObject>(resource, { namespace, name });
  } catch (error) {
    if (isNotFound(error)) return [`${what} is gone`];
    throw error;
  }
  const { managedFields = [] } = after.metadata as {
    managedFields?: { manager?: string }[];
  };
  return [
    ...(isDeepStrictEqual(ownParts(after), ownParts(before))
      ? []
      : [`${what} is not what it was`]),
    ...(managedFields.some(({ manager }) => manager === MANAGED_BY)
      ? [`${what} was written to`]
      : []),
  ];
}
