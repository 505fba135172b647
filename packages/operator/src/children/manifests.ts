import type { ObjectMeta } from '@backstage-vdi/plugin-vdi-common';

/**
 * The objects that the operator makes, as far as it fills them in. All fields are Kubernetes' own.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: {
    secretKeyRef: { name: string; key: string; optional?: boolean };
  };
}

export interface Volume {
  name: string;
  downwardAPI?: {
    items: Array<{ path: string; fieldRef: { fieldPath: string } }>;
  };
  emptyDir?: { medium?: 'Memory' };
  persistentVolumeClaim?: { claimName: string };
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
}

export interface Container {
  name: string;
  image: string;
  env?: EnvVar[];
  ports: Array<{ name: string; containerPort: number }>;
  readinessProbe: {
    httpGet: { path: string; port: string; scheme: 'HTTP' | 'HTTPS' };
    periodSeconds: number;
    timeoutSeconds: number;
    failureThreshold: number;
  };
  resources: {
    requests: Record<string, string>;
    limits: Record<string, string>;
    claims?: Array<{ name: string }>;
  };
  securityContext?: object;
  terminationMessagePolicy: 'FallbackToLogsOnError';
  volumeMounts: VolumeMount[];
}

export interface GpuClaim {
  name: string;
  resourceClaimTemplateName: string;
}

export interface Pod extends Manifest {
  kind: 'Pod';
  spec: {
    affinity?: object;
    automountServiceAccountToken: boolean;
    containers: [Container];
    enableServiceLinks: boolean;
    hostUsers?: boolean;
    imagePullSecrets?: Array<{ name: string }>;
    nodeSelector?: Record<string, string>;
    priorityClassName?: string;
    resourceClaims?: GpuClaim[];
    restartPolicy: 'Always';
    runtimeClassName?: string;
    schedulerName?: string;
    securityContext: object;
    terminationGracePeriodSeconds: number;
    tolerations?: object[];
    volumes: Volume[];
  };
}

export interface PersistentVolumeClaim extends Manifest {
  kind: 'PersistentVolumeClaim';
  spec: {
    accessModes: string[];
    resources: { requests: { storage: string } };
    storageClassName?: string;
  };
}

export interface Service extends Manifest {
  kind: 'Service';
  spec: {
    type: 'ClusterIP';
    clusterIP: 'None';
    selector: Record<string, string>;
    ports: Array<{ name: string; port: number; targetPort: string }>;
  };
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ */
export interface IngressRoute extends Manifest {
  kind: 'IngressRoute';
  spec: {
    entryPoints: string[];
    routes: Array<{
      kind: 'Rule';
      match: string;
      middlewares?: Array<{ name: string }>;
      services: Array<{
        name: string;
        port: number;
        scheme?: string;
        serversTransport?: string;
        sticky?: { cookie: object };
      }>;
    }>;
    tls: { certResolver?: string; domains?: object[] };
  };
}

export interface Ingress extends Manifest {
  kind: 'Ingress';
  spec: {
    ingressClassName: string;
    rules: Array<{
      host: string;
      http: {
        paths: Array<{
          path: string;
          pathType: 'Prefix';
          backend: { service: { name: string; port: { number: number } } };
        }>;
      };
    }>;
    tls: Array<{ hosts: string[]; secretName?: string }>;
  };
}
