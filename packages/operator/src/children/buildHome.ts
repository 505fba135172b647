import {
  ANNOTATION_OWNER,
  canonicalOwner,
  homeName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';
import { childLabels, ownerReference } from './childMeta';
import type { PersistentVolumeClaim } from './manifests';

/** Whether a session's desktop has a home volume. */
export function hasHome({ spec }: VDISession): boolean {
  return spec.persistence?.enabled ?? true;
}

/** The size that a session asks its home to have, as a quantity. */
export function homeSize({ spec }: VDISession): string {
  return String(spec.persistence?.size ?? '10Gi');
}

/** Who a home goes with: its session, or nobody where it is kept. */
export function homeOwners(session: VDISession) {
  return session.spec.persistence?.retain === false
    ? [ownerReference(session)]
    : [];
}

/**
 * The home volume of a session. It carries its owner's name, so that a kept one is only ever given back to the same person.
 */
export function buildHome(
  session: VDISession,
  template: VDITemplate,
  { homeAccessMode }: Pick<Settings, 'homeAccessMode'>,
): PersistentVolumeClaim {
  const usual = template.spec.persistence;
  const storageClass =
    session.spec.persistence?.storageClassName ?? usual?.storageClassName;
  const owners = homeOwners(session);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: homeName(session.metadata.name),
      namespace: session.metadata.namespace,
      labels: childLabels(session),
      annotations: { [ANNOTATION_OWNER]: canonicalOwner(session.spec) },
      ...(owners.length && { ownerReferences: owners }),
    },
    spec: {
      accessModes: [usual?.accessMode ?? homeAccessMode],
      resources: { requests: { storage: homeSize(session) } },
      ...(storageClass !== undefined && { storageClassName: storageClass }),
    },
  };
}
