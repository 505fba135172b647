import type { KubeObject } from '@backstage-vdi/kube';
import {
  ANNOTATION_MADE_FROM,
  ANNOTATION_OWNER,
  LABEL_MANAGED_BY,
  LABEL_SESSION,
  type ObjectMeta,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import {
  type RawServiceSpec,
  type ServiceFields,
  serviceFields,
} from '../children/serviceFields';
import { pickRoutingAnnotations } from '../routes/routingAnnotations';
import { intern, internAll, share, shareUnder } from './intern';

/** What is kept in memory of a child: a fraction of the object. */
export interface ChildRecord {
  metadata: ObjectMeta;
}

/** A home volume claim. */
export interface HomeRecord extends ChildRecord {
  /** `Pending`, `Bound` or `Lost`. */
  phase?: string;
  /** How it was claimed, such as `ReadWriteOncePod`. */
  accessMode?: string;
  /** The size that was asked for last, as a quantity. */
  requested?: string;
  /** The size that it has, as a quantity. */
  capacity?: string;
  /** What the cluster tells of a change of its size, such as `FileSystemResizePending`. */
  resizing?: readonly ClaimCondition[];
}

/** A condition of a claim. */
export interface ClaimCondition {
  type: string;
  status: string;
  message?: string;
}

/** A Service: what the operator decides of it, without what is as the API server sets it by itself. */
export interface ServiceRecord extends ChildRecord {
  spec: ServiceFields;
}

/** What leads people to a desktop, of any kind, with its whole spec: any part of it may lead somewhere else. */
export interface RouteRecord extends ChildRecord {
  spec: Record<string, unknown>;
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
  ended?: {
    reason?: string;
    exitCode?: number;
    message?: string;
    finishedAt?: string;
  };
}

/** The GPUs that a pod asks for. */
export interface GpuRequest {
  /** What its template calls one. */
  name: string;
  count: number;
  /** Whether Kubernetes has made the claims for them. Absent where they are an extended resource. */
  claimed?: boolean;
}

/** A desktop's pod. */
export interface PodRecord extends ChildRecord {
  /** Seconds between the request to delete it and its `deletionTimestamp`. */
  graceSeconds?: number;
  nodeName?: string;
  /** Where its desktop is asked whether somebody is connected. */
  podIP?: string;
  /** How its desktop speaks: a route has to speak the same, whatever the template says meanwhile. */
  scheme?: 'http' | 'https';
  gpus?: GpuRequest;
  phase?: string;
  reason?: string;
  message?: string;
  /** Without those that tell nothing that others do not. */
  conditions: PodCondition[];
  container?: ContainerRecord;
}

/** A claim as the API server sends it. */
export interface RawHome extends KubeObject {
  spec?: {
    accessModes?: string[];
    resources?: { requests?: { storage?: string } };
  };
  status?: {
    phase?: string;
    capacity?: { storage?: string };
    conditions?: ClaimCondition[];
  };
}

/** A Service as the API server sends it. */
export interface RawService extends KubeObject {
  spec?: RawServiceSpec;
}

/** An IngressRoute or an Ingress as the API server sends it. */
export interface RawRoute extends KubeObject {
  spec?: {
    entryPoints?: string[];
    routes?: Array<{ middlewares?: object[] }>;
    tls?: object;
    rules?: object[];
  };
}

/** A pod as the API server sends it. */
export interface RawPod extends KubeObject {
  spec?: {
    nodeName?: string;
    resourceClaims?: Array<{
      name: string;
      resourceClaimTemplateName?: string;
    }>;
    containers?: Array<{
      readinessProbe?: { httpGet?: { scheme?: string } };
      resources?: { requests?: Record<string, string> };
    }>;
  };
  status?: {
    phase?: string;
    podIP?: string;
    reason?: string;
    message?: string;
    conditions?: PodCondition[];
    resourceClaimStatuses?: Array<{ name: string }>;
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
  terminated?: ContainerRecord['ended'];
}

/** What of labels or annotations decides anything; `undefined` where that is nothing. */
function pick(from: Record<string, string> | undefined, ...keys: string[]) {
  const found = keys.flatMap(key =>
    from?.[key] === undefined ? [] : [[key, intern(from[key])]],
  );
  return found.length ? Object.fromEntries(found) : undefined;
}

/** What kubectl remembers of its last apply: the whole object once more. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Metadata without what only field managers read: often more than the object itself. */
function projectMeta(metadata: KubeObject['metadata'] = {}): ObjectMeta {
  return internAll({
    name: metadata.name ?? '',
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation,
    creationTimestamp: metadata.creationTimestamp,
    deletionTimestamp: metadata.deletionTimestamp,
    labels: metadata.labels,
    annotations: withoutLastApplied(metadata.annotations),
    finalizers: metadata.finalizers,
    ownerReferences: metadata.ownerReferences,
  });
}

function withoutLastApplied(annotations: ObjectMeta['annotations']) {
  if (annotations?.[LAST_APPLIED] === undefined) return annotations;
  const { [LAST_APPLIED]: _, ...others } = annotations;
  return others;
}

/** Keeps a whole session. The schema that the API server checks it against is the one that its type is made from. */
export function projectSession(object: KubeObject): VDISession {
  const { metadata, spec, status } = object as VDISession;
  return {
    metadata: shareParts(projectMeta(metadata), 'finalizers'),
    spec: shareParts(spec, 'resources', 'persistence'),
    status: internAll(status),
  };
}

/** Keeps a whole template. */
export function projectTemplate(object: KubeObject): VDITemplate {
  const { metadata, spec, status } = object as VDITemplate;
  return { metadata: projectMeta(metadata), spec, status };
}

// Records are written as literals, not spread: an object made by spreading takes up to five times the memory.

/** Keeps of any child what tells whose it is. */
export function projectChild({ metadata }: KubeObject): ChildRecord {
  return { metadata: childMeta(metadata) };
}

function childMeta(metadata: KubeObject['metadata'] = {}): ObjectMeta {
  return {
    name: intern(metadata.name ?? ''),
    namespace: intern(metadata.namespace),
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    creationTimestamp: intern(metadata.creationTimestamp),
    deletionTimestamp: metadata.deletionTimestamp,
    labels: sharedLabels(metadata.labels),
    annotations: pick(
      metadata.annotations,
      ANNOTATION_OWNER,
      ANNOTATION_MADE_FROM,
    ),
    ownerReferences: sharedOwners(metadata.ownerReferences),
  };
}

/** The same of what routes are made of, with what decides where people are led. */
function routingMeta(metadata: KubeObject['metadata']): ObjectMeta {
  const meta = childMeta(metadata);
  const annotations = pickRoutingAnnotations(metadata?.annotations);
  // The same for all desktops of a namespace, but where a host is named.
  meta.annotations = annotations && share(annotations);
  return meta;
}

/** All children of a session have the same. */
function sharedLabels(labels: ObjectMeta['labels']) {
  const picked = pick(labels, LABEL_MANAGED_BY, LABEL_SESSION);
  return picked && shareUnder(picked[LABEL_SESSION], picked);
}

/** All children of a session have the same. */
function sharedOwners(owners: ObjectMeta['ownerReferences']) {
  return owners && shareUnder(owners[0]?.uid, internAll(owners));
}

/** Keeps of a claim whose it is, whether it is bound, how it was claimed, and its size. */
export function projectHome({ metadata, spec, status }: RawHome): HomeRecord {
  return {
    metadata: childMeta(metadata),
    phase: intern(status?.phase),
    accessMode: intern(spec?.accessModes?.[0]),
    requested: intern(spec?.resources?.requests?.storage),
    capacity: intern(status?.capacity?.storage),
    resizing: status?.conditions?.map(({ type, status: is, message }) => ({
      type,
      status: is,
      message,
    })),
  };
}

/** Keeps of a Service whose it is and what the operator decides of it. */
export function projectService(service: RawService): ServiceRecord {
  return {
    metadata: routingMeta(service.metadata),
    spec: shareParts(serviceFields(service.spec), 'ports'),
  };
}

/** Keeps of a route whose it is and where it leads. */
export function projectRoute({ metadata, spec = {} }: RawRoute): RouteRecord {
  const { routes, tls } = spec;
  if (Array.isArray(routes)) {
    for (const rule of routes) shareParts(rule, 'middlewares');
  }
  // That of an Ingress is a list, and names its host.
  const same = Array.isArray(tls) ? ['entryPoints'] : ['entryPoints', 'tls'];
  return {
    metadata: routingMeta(metadata),
    spec: shareParts(spec, ...same),
  };
}

/** Keeps once what is the same for all desktops, in place. */
function shareParts<T extends object | undefined>(
  object: T,
  ...names: string[]
): T {
  if (!object) return object;
  const parts = object as Record<string, unknown>;
  for (const name of names) {
    const part = parts[name];
    if (typeof part === 'object' && part !== null) parts[name] = share(part);
  }
  return internAll(object);
}

/** Conditions that tell nothing that Ready and the others do not. */
const TOLD_BY_OTHERS = new Set(['Initialized', 'ContainersReady']);

/** Keeps of a pod what tells how far its desktop is: some 1 KB of 7. */
export function projectPod(pod: RawPod): PodRecord {
  const { phase, reason, message, conditions, containerStatuses } =
    pod.status ?? {};
  const container = containerStatuses?.[0];
  const desktop = pod.spec?.containers?.[0];
  return {
    metadata: childMeta(pod.metadata),
    graceSeconds: pod.metadata?.deletionGracePeriodSeconds,
    nodeName: intern(pod.spec?.nodeName),
    podIP: pod.status?.podIP,
    scheme:
      desktop?.readinessProbe?.httpGet?.scheme === 'HTTPS' ? 'https' : 'http',
    gpus: gpusOf(pod),
    phase: intern(phase),
    reason,
    message,
    conditions: (conditions ?? [])
      .filter(({ type }) => !TOLD_BY_OTHERS.has(type))
      .map(it => ({
        type: intern(it.type),
        status: intern(it.status),
        reason: intern(it.reason),
        message: intern(it.message),
        lastTransitionTime: intern(it.lastTransitionTime),
      })),
    container: container && {
      restartCount: container.restartCount ?? 0,
      waiting: container.state?.waiting,
      running: internAll(container.state?.running),
      ended: container.state?.terminated ?? container.lastState?.terminated,
    },
  };
}

/** The operator's pods ask for one extended resource at most, which has the domain of its vendor in its name, or claim by one template. */
function gpusOf({ spec, status }: RawPod): GpuRequest | undefined {
  const { requests = {} } = spec?.containers?.[0]?.resources ?? {};
  const found = Object.entries(requests).find(([name]) => name.includes('/'));
  if (found) return share({ name: found[0], count: Number(found[1]) });
  const { resourceClaims: claims = [] } = spec ?? {};
  const name = claims[0]?.resourceClaimTemplateName;
  if (name === undefined) return undefined;
  const own = claims.filter(it => it.resourceClaimTemplateName === name);
  const made = new Set(status?.resourceClaimStatuses?.map(it => it.name));
  const claimed = own.every(it => made.has(it.name));
  return share({ name, count: own.length, claimed });
}

/** A condition of a pod by its type. */
export function podCondition(
  pod: PodRecord,
  type: string,
): PodCondition | undefined {
  return pod.conditions.find(condition => condition.type === type);
}
