import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type Resource,
  SERVICE,
} from '@backstage-vdi/kube';
import { VDI_GROUP, VDI_VERSION } from '@backstage-vdi/plugin-vdi-common';

/** A desktop of one person. */
export const VDISESSION: Resource = {
  group: VDI_GROUP,
  version: VDI_VERSION,
  plural: 'vdisessions',
  kind: 'VDISession',
  namespaced: true,
};

/** A kind of desktop. */
export const VDITEMPLATE: Resource = {
  group: VDI_GROUP,
  version: VDI_VERSION,
  plural: 'vditemplates',
  kind: 'VDITemplate',
  namespaced: false,
};

/** A machine of the cluster. */
export const NODE: Resource = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  kind: 'Node',
  namespaced: false,
};

/** Runs a pod on each of some nodes. */
export const DAEMON_SET: Resource = {
  group: 'apps',
  version: 'v1',
  plural: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
};

/** What is told of objects; the older of its two APIs can be asked for those about one kind of object. */
export const CORE_EVENT: Resource = {
  group: '',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
};

/** Traefik's route. */
export const INGRESS_ROUTE: Resource = {
  group: 'traefik.io',
  version: 'v1alpha1',
  plural: 'ingressroutes',
  kind: 'IngressRoute',
  namespaced: true,
};

/** Kubernetes' own route. */
export const INGRESS: Resource = {
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingresses',
  kind: 'Ingress',
  namespaced: true,
};

/** What a session's desktop is made of. */
export type ChildKind = 'home' | 'service' | 'route' | 'pod';

/** The Kubernetes resource of each child, with the usual one for routes. */
export const CHILDREN: Record<ChildKind, Resource> = {
  home: PERSISTENT_VOLUME_CLAIM,
  service: SERVICE,
  route: INGRESS_ROUTE,
  pod: POD,
};
