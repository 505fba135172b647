import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import {
  ANNOTATION_MADE_FROM,
  SESSION_FINALIZER,
} from '@backstage-vdi/plugin-vdi-common';
import { childMeta } from '../children/childMeta';
import { buildHome } from '../children/buildHome';
import { madeFrom } from '../children/madeFrom';
import { buildService } from '../children/buildService';
import { rendererOf } from '../routes/rendererOf';
import {
  type ChildRecord,
  type PodRecord,
  projectChild,
  projectHome,
  projectPod,
  projectRoute,
  projectService,
  type RawPod,
} from '../session/records';
import { hostOf } from '../session/status';
import type { SessionView } from '../session/view';
import { readSettings, type Settings } from '../settings';

/** When everything in a test begins. */
export const T0 = Date.parse('2026-11-21T10:00:00Z');

/** A time as Kubernetes writes it, seconds after {@link T0}. */
export const at = (seconds: number) =>
  `${new Date(T0 + seconds * 1_000).toISOString().slice(0, 19)}Z`;

/** The defaults. */
export const settings: Settings = readSettings({});

/** Parts of an object that differ from a usual one. */
type Parts<T> = {
  [K in keyof T]?: T[K] extends object | undefined ? Partial<T[K]> : T[K];
};

/** Alice's session as the portal makes it and the API server completes it. */
export function aSession(parts: Parts<VDISession> = {}): VDISession {
  return {
    metadata: {
      namespace: 'team',
      name: 'render',
      uid: 'uid-session',
      resourceVersion: '7',
      generation: 1,
      creationTimestamp: at(0),
      finalizers: [SESSION_FINALIZER],
      ...parts.metadata,
    },
    spec: {
      user: 'alice@example.com',
      userRef: 'user:default/alice',
      template: 'cpu',
      running: true,
      timeout: '8h',
      resources: { gpu: 1, memory: '4Gi' },
      persistence: { enabled: true, size: '10Gi', retain: true },
      ...parts.spec,
    },
    status: parts.status as VDISession['status'],
  };
}

/** A CPU desktop with this project's own runtime. */
export function aTemplate(
  spec: Partial<VDITemplate['spec']> = {},
): VDITemplate {
  return {
    metadata: { name: 'cpu', uid: 'uid-template', resourceVersion: '3' },
    spec: {
      displayName: 'Linux desktop',
      image: 'registry.example.com/desktop:1',
      runtime: { type: 'novnc' },
      ...spec,
    },
  };
}

/** A template with GPUs. */
export const aGpuTemplate = () =>
  aTemplate({
    gpu: { resourceName: 'nvidia.com/gpu', runtimeClassName: 'nvidia' },
  });

/** A template whose GPUs are claimed. */
export const aClaimTemplate = () =>
  aTemplate({ gpu: { resourceClaimTemplateName: 'l4' } });

/** A child of {@link aSession} that exists. */
export function aChild(metadata: object = {}): ChildRecord {
  const meta = childMeta(aSession());
  return projectChild({
    metadata: {
      ...meta,
      uid: 'uid-child',
      creationTimestamp: at(0),
      ...metadata,
    },
  });
}

/** The service of {@link aSession}. */
export function aService(metadata: object = {}, spec: object = {}) {
  const { metadata: meta, spec: usual } = buildService(aSession());
  return projectService({
    metadata: { ...meta, uid: 'uid-service', ...metadata },
    spec: { ...usual, ...spec },
  });
}

/** The route of {@link aSession}. */
export function aRoute(metadata: object = {}, spec: object = {}) {
  const session = aSession();
  const host = hostOf(session, settings);
  const built = rendererOf(settings).build(session, 'http', host, settings);
  return projectRoute({
    metadata: { ...built.metadata, uid: 'uid-route', ...metadata },
    spec: { ...built.spec, ...spec },
  });
}

/** The home of {@link aSession}, bound. */
export function aHome(metadata: object = {}, session = aSession()) {
  const { metadata: meta, spec } = buildHome(session, aTemplate(), settings);
  return projectHome({
    metadata: {
      ...meta,
      uid: 'uid-home',
      creationTimestamp: at(0),
      ...metadata,
    },
    spec,
    status: { phase: 'Bound', capacity: spec.resources.requests },
  });
}

/** A pod of {@link aSession} as the API server has it at first. */
export function aPod(
  status: RawPod['status'] = {},
  metadata: object = {},
  nodeName?: string,
): PodRecord {
  const meta = childMeta(aSession());
  return projectPod({
    metadata: {
      ...meta,
      uid: 'uid-pod',
      creationTimestamp: at(0),
      annotations: {
        [ANNOTATION_MADE_FROM]: madeFrom(aSession(), aTemplate()),
      },
      ...metadata,
    },
    spec: { nodeName },
    status: { phase: 'Pending', ...status },
  });
}

/** The same pod, made from another template or session. */
export function madeOf(
  pod: PodRecord,
  template: VDITemplate,
  session = aSession(),
): PodRecord {
  const annotations = { [ANNOTATION_MADE_FROM]: madeFrom(session, template) };
  return { ...pod, metadata: { ...pod.metadata, annotations } };
}

/** A pod whose desktop can be used. */
export function aReadyPod(readyAt = at(1), metadata: object = {}): PodRecord {
  return aPod(
    {
      phase: 'Running',
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: at(0) },
        { type: 'Ready', status: 'True', lastTransitionTime: readyAt },
      ],
      containerStatuses: [
        { restartCount: 0, state: { running: { startedAt: readyAt } } },
      ],
    },
    metadata,
    'node-1',
  );
}

/** A pod that no node takes. */
export function anUnschedulablePod(message: string): PodRecord {
  return aPod({
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
        lastTransitionTime: at(0),
      },
    ],
  });
}

/** A pod on a node whose container says this. */
export function aStartingPod(
  container: NonNullable<NonNullable<RawPod['status']>['containerStatuses']>[0],
  conditions: NonNullable<RawPod['status']>['conditions'] = [],
): PodRecord {
  return aPod({ conditions, containerStatuses: [container] }, {}, 'node-1');
}

/** A view of {@link aSession} with nothing made yet. */
export function aView(parts: Partial<SessionView> = {}): SessionView {
  return {
    session: aSession(),
    template: aTemplate(),
    named: {},
    routesKnown: true,
    refusals: [],
    ...parts,
  };
}

/** All children of {@link aSession}, with this pod. */
export const children = (pod: PodRecord = aReadyPod()) => ({
  home: aHome(),
  service: aService(),
  route: aRoute(),
  pod,
});
