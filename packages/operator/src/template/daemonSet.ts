import type { KubeObject, OwnerReference } from '@backstage-vdi/kube';
import {
  ANNOTATION_MADE_FROM,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { OptionalCache } from '../OptionalCache';

/** What is kept in memory of a DaemonSet. */
export interface DaemonSetRecord {
  uid: string;
  controller?: OwnerReference;
  /** The value of our annotation. */
  madeFrom?: string;
  isLeaving: boolean;
  /** On how many nodes it is to run. */
  nodes: number;
  /** Whether its present pods run on all of them. */
  isDone: boolean;
}

/** A DaemonSet as the API server sends it. */
export interface RawDaemonSet extends KubeObject {
  status?: {
    observedGeneration?: number;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberReady?: number;
  };
}

/** The DaemonSets of one namespace, where they may be read. */
export type DaemonSetCache = OptionalCache<RawDaemonSet, DaemonSetRecord>;

/** Keeps of a DaemonSet whose it is, and how far it is. */
export function projectDaemonSet({
  metadata = {},
  status = {},
}: RawDaemonSet): DaemonSetRecord {
  const nodes = status.desiredNumberScheduled ?? 0;
  return {
    uid: metadata.uid ?? '',
    controller: metadata.ownerReferences?.find(owner => owner.controller),
    madeFrom: metadata.annotations?.[ANNOTATION_MADE_FROM],
    isLeaving: metadata.deletionTimestamp !== undefined,
    nodes,
    // Until its controller has seen a change, its numbers are those of the pods before.
    isDone:
      status.observedGeneration === metadata.generation &&
      (status.updatedNumberScheduled ?? 0) >= nodes &&
      (status.numberReady ?? 0) >= nodes,
  };
}

/** Whether a DaemonSet was made for this very template. */
export function isOf(
  { controller }: DaemonSetRecord,
  { metadata }: VDITemplate,
): boolean {
  return controller?.uid === metadata.uid;
}
