import type { KubeObject } from '@backstage-vdi/kube';
import {
  ANNOTATION_OWNER,
  LABEL_MANAGED_BY,
  LABEL_SESSION,
  type ObjectMeta,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/** What is kept in memory of a child: a fraction of the object. */
export interface ChildRecord {
  metadata: ObjectMeta;
}

/** A home volume claim. */
export interface HomeRecord extends ChildRecord {
  /** `Pending`, `Bound` or `Lost`. */
  phase?: string;
}

/** A condition of a pod. */
export interface PodCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** What the kubelet tells of the desktop's container. */
export interface ContainerRecord {
  restartCount: number;
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  /** How it ended last. */
  ended?: { reason?: string; exitCode?: number; message?: string };
}

/** A desktop's pod. */
export interface PodRecord extends ChildRecord {
  /** Seconds between the request to delete it and its `deletionTimestamp`. */
  graceSeconds?: number;
  nodeName?: string;
  phase?: string;
  reason?: string;
  message?: string;
  conditions: PodCondition[];
  container?: ContainerRecord;
}

/** A claim as the API server sends it. */
export interface RawHome extends KubeObject {
  status?: { phase?: string };
}

/** A pod as the API server sends it. */
export interface RawPod extends KubeObject {
  spec?: { nodeName?: string };
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: PodCondition[];
    containerStatuses?: Array<{
      restartCount?: number;
      state?: ContainerStates;
      lastState?: ContainerStates;
    }>;
  };
}

interface ContainerStates {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; exitCode?: number; message?: string };
}

/** The labels and annotations that decide anything. */
function pick(from: Record<string, string> | undefined, ...keys: string[]) {
  return Object.fromEntries(
    keys.flatMap(key => (from?.[key] === undefined ? [] : [[key, from[key]]])),
  );
}

/** What kubectl remembers of its last apply: the whole object once more. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Metadata without what only field managers read: often more than the object itself. */
function projectMeta(metadata: KubeObject['metadata'] = {}): ObjectMeta {
  const { [LAST_APPLIED]: _, ...annotations } = metadata.annotations ?? {};
  return {
    name: metadata.name ?? '',
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation,
    creationTimestamp: metadata.creationTimestamp,
    deletionTimestamp: metadata.deletionTimestamp,
    labels: metadata.labels,
    annotations,
    finalizers: metadata.finalizers,
    ownerReferences: metadata.ownerReferences,
  };
}

/** Keeps a whole session. The schema that the API server checks it against is the one that its type is made from. */
export function projectSession(object: KubeObject): VDISession {
  const { metadata, spec, status } = object as VDISession;
  return { metadata: projectMeta(metadata), spec, status };
}

/** Keeps a whole template. */
export function projectTemplate(object: KubeObject): VDITemplate {
  const { metadata, spec, status } = object as VDITemplate;
  return { metadata: projectMeta(metadata), spec, status };
}

/** Keeps of any child what tells whose it is. */
export function projectChild({ metadata = {} }: KubeObject): ChildRecord {
  return {
    metadata: {
      name: metadata.name ?? '',
      namespace: metadata.namespace,
      uid: metadata.uid,
      creationTimestamp: metadata.creationTimestamp,
      deletionTimestamp: metadata.deletionTimestamp,
      labels: pick(metadata.labels, LABEL_MANAGED_BY, LABEL_SESSION),
      annotations: pick(metadata.annotations, ANNOTATION_OWNER),
      ownerReferences: metadata.ownerReferences,
    },
  };
}

/** Keeps of a claim whose it is and whether it is bound. */
export function projectHome(home: RawHome): HomeRecord {
  return { ...projectChild(home), phase: home.status?.phase };
}

/** Keeps of a pod what tells how far its desktop is: some 1 KB of 7. */
export function projectPod(pod: RawPod): PodRecord {
  const { phase, reason, message, conditions, containerStatuses } =
    pod.status ?? {};
  const container = containerStatuses?.[0];
  return {
    ...projectChild(pod),
    graceSeconds: pod.metadata?.deletionGracePeriodSeconds,
    nodeName: pod.spec?.nodeName,
    phase,
    reason,
    message,
    conditions: conditions ?? [],
    container: container && {
      restartCount: container.restartCount ?? 0,
      waiting: container.state?.waiting,
      running: container.state?.running,
      ended: container.state?.terminated ?? container.lastState?.terminated,
    },
  };
}

/** A condition of a pod by its type. */
export function podCondition(
  pod: PodRecord,
  type: string,
): PodCondition | undefined {
  return pod.conditions.find(condition => condition.type === type);
}
