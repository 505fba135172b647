import {
  ANNOTATION_MADE_FROM,
  DESKTOP_CONTAINER,
  homeName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { resolveRuntime } from '../runtimes/resolveRuntime';
import type { Settings } from '../settings';
import { hasHome } from './buildHome';
import { DESKTOP_PORT } from './buildService';
import { childMeta } from './childMeta';
import { desktopEnv } from './desktopEnv';
import { desktopResources } from './desktopResources';
import { gpuClaims } from './gpuClaims';
import { iceServersFile } from './iceServersFile';
import { madeFrom } from './madeFrom';
import type { Pod, Volume } from './manifests';
import { securityOf } from './security';
import { turnServiceOf } from './turnServiceOf';

/** Kueue's label for the queue that a pod waits in. */
const LABEL_QUEUE = 'kueue.x-k8s.io/queue-name';

/** Time that a desktop has to end its programs; nobody works in it any more. */
const GRACE_SECONDS = 10;

/** The pod of a session's desktop. */
export function buildPod(
  session: VDISession,
  template: VDITemplate,
  settings: Settings,
): Pod {
  const { spec } = template;
  const runtime = resolveRuntime(template);
  const security = securityOf(spec.security?.profile);
  const metadata = childMeta(session);
  const turnService = turnServiceOf(session, settings);
  const iceServers = iceServersFile(runtime, turnService);
  const resourceClaims = gpuClaims(session, template);
  const volumes: Volume[] = [
    {
      name: 'home',
      ...(hasHome(session)
        ? {
            persistentVolumeClaim: {
              claimName: homeName(session.metadata.name),
            },
          }
        : { emptyDir: {} }),
    },
    // Browsers and X servers need far more than the 64 MiB of a container. Bounded by the pod's memory limit.
    { name: 'shm', emptyDir: { medium: 'Memory' } },
    ...security.writable.map(({ name }) => ({ name, emptyDir: {} })),
    ...iceServers.volumes,
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        ...(spec.queueName && { [LABEL_QUEUE]: spec.queueName }),
      },
      annotations: {
        [ANNOTATION_MADE_FROM]: madeFrom(session, template),
        ...iceServers.annotations,
      },
    },
    spec: {
      // A desktop is hostile: it gets no way to the API server, and no list of its neighbours in its environment.
      automountServiceAccountToken: false,
      // The list would also make starts slow where a namespace has many services.
      enableServiceLinks: false,
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: GRACE_SECONDS,
      ...(spec.security?.hostUsers !== undefined && {
        hostUsers: spec.security.hostUsers,
      }),
      securityContext: security.pod,
      containers: [
        {
          name: DESKTOP_CONTAINER,
          image: spec.image,
          env: desktopEnv(session, template, turnService),
          ports: [{ name: DESKTOP_PORT, containerPort: runtime.port }],
          // Every second: Ready is what the person waits for.
          readinessProbe: {
            httpGet: {
              path: runtime.healthPath,
              port: DESKTOP_PORT,
              scheme: runtime.scheme === 'https' ? 'HTTPS' : 'HTTP',
            },
            periodSeconds: 1,
            timeoutSeconds: 2,
            failureThreshold: 5,
          },
          resources: desktopResources(session, template),
          securityContext: security.container,
          // The last lines of its log become its last words in the status.
          terminationMessagePolicy: 'FallbackToLogsOnError',
          volumeMounts: [
            { name: 'home', mountPath: runtime.homePath },
            { name: 'shm', mountPath: '/dev/shm' },
            ...security.writable,
            ...iceServers.mounts,
          ],
        },
      ],
      volumes,
      ...(resourceClaims.length && { resourceClaims }),
      ...(spec.gpu?.runtimeClassName && {
        runtimeClassName: spec.gpu.runtimeClassName,
      }),
      ...(spec.nodeSelector && { nodeSelector: spec.nodeSelector }),
      ...(spec.tolerations && { tolerations: spec.tolerations }),
      ...(spec.affinity && { affinity: spec.affinity }),
      ...(spec.priorityClassName && {
        priorityClassName: spec.priorityClassName,
      }),
      ...(spec.schedulerName && { schedulerName: spec.schedulerName }),
      ...(spec.imagePullSecrets && { imagePullSecrets: spec.imagePullSecrets }),
    },
  };
}
