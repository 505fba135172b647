import type { KubeObject, OwnerReference } from '@backstage-vdi/kube';

/** The session that controls an object, if one does. */
export function controllerOf(
  object: KubeObject | undefined,
): OwnerReference | undefined {
  return object?.metadata?.ownerReferences?.find(
    ({ controller, kind }) => controller && kind === 'VDISession',
  );
}
