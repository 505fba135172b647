import { NodeKind } from '../state';

/** The programs a cluster is made of. */
export type ComponentName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kwok'
  | 'kubelet'
  | 'pause'
  | 'kubectl'
  | 'volumes'
  | 'traefik';

/** A file of a component's Go module that is needed when it runs, kept beside the program. */
export interface ComponentAsset {
  /** Its name beside the program. */
  file: string;
  /** What it is made of: YAML files of the module, joined. */
  from: string[];
}

/** How a component is built. */
export interface Component {
  /** The folder below `components/` that holds its `go.mod`. */
  module: 'kubernetes' | 'traefik';
  /** The Go package of its `main`. */
  package: string;
  /** The Go module that gives it its version and its assets; none for our own programs. */
  versionedBy?: string;
  assets?: ComponentAsset[];
}

/** In the order in which they are built: what is started first comes first, and shared packages are compiled once. */
export const COMPONENTS: Record<ComponentName, Component> = {
  etcd: {
    module: 'kubernetes',
    package: 'go.etcd.io/etcd/server/v3',
    versionedBy: 'go.etcd.io/etcd/server/v3',
  },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kwok: {
    module: 'kubernetes',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    versionedBy: 'sigs.k8s.io/kwok',
    assets: [
      {
        file: 'stages.yaml',
        from: [
          'node/fast/node-initialize.yaml',
          'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
          'pod/fast/pod-ready.yaml',
          'pod/fast/pod-complete.yaml',
          'pod/fast/pod-delete.yaml',
          'volume/fast/pv-bind.yaml',
          'volume/fast/pv-delete.yaml',
          'volume/fast/pvc-provision.yaml',
          'volume/fast/pvc-delete.yaml',
        ].map(path => `kustomize/stage/${path}`),
      },
    ],
  },
  kubelet: kubernetes('kubelet'),
  pause: { module: 'kubernetes', package: './pause' },
  kubectl: kubernetes('kubectl'),
  volumes: { module: 'kubernetes', package: './volumes' },
  traefik: {
    module: 'traefik',
    package: 'github.com/traefik/traefik/v3/cmd/traefik',
    versionedBy: 'github.com/traefik/traefik/v3',
    assets: [
      {
        file: 'crds.yaml',
        from: [
          'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
        ],
      },
    ],
  },
};

/** What every cluster runs. */
export const ALWAYS_NEEDED: ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'traefik',
];

/** What each kind of node needs besides. */
export const NEEDED_BY_NODE: Record<NodeKind, ComponentName[]> = {
  none: [],
  kwok: ['kwok'],
  kubelet: ['kubelet', 'pause', 'volumes'],
};

function kubernetes(name: string): Component {
  return {
    module: 'kubernetes',
    package: `k8s.io/kubernetes/cmd/${name}`,
    versionedBy: 'k8s.io/kubernetes',
  };
}
