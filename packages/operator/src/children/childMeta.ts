import {
  childName,
  LABEL_MANAGED_BY,
  LABEL_SESSION,
  MANAGED_BY,
  type ObjectMeta,
  type OwnerReference,
  VDI_GROUP,
  VDI_VERSION,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';

/** Labels of all children of a session; its Service finds its Pod by them. */
export function childLabels(session: VDISession): Record<string, string> {
  return {
    [LABEL_MANAGED_BY]: MANAGED_BY,
    [LABEL_SESSION]: childName(session.metadata.name),
  };
}

/** The reference by which Kubernetes deletes a child after its session. */
export function ownerReference(session: VDISession): OwnerReference {
  return {
    apiVersion: `${VDI_GROUP}/${VDI_VERSION}`,
    kind: 'VDISession',
    name: session.metadata.name,
    uid: session.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Metadata of a child that goes with its session. */
export function childMeta(session: VDISession): ObjectMeta {
  return {
    name: childName(session.metadata.name),
    namespace: session.metadata.namespace,
    labels: childLabels(session),
    ownerReferences: [ownerReference(session)],
  };
}
