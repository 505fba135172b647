import {
  Informer,
  type KubeObject,
  type Logger,
  type ReflectorState,
  type Transport,
} from '@backstage-vdi/kube';
import {
  LABEL_MANAGED_BY,
  LABEL_SESSION,
  MANAGED_BY,
} from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, CHILDREN } from '../resources';
import { watchOptions } from '../watchLog';
import {
  type ChildRecord,
  type HomeRecord,
  type PodRecord,
  projectChild,
  projectHome,
  projectPod,
  type RawHome,
  type RawPod,
} from './records';

/** Index of children by the session they are labelled with: `namespace/label`. */
export const BY_SESSION = 'session';

/** Options of {@link ChildCaches}. */
export interface ChildCachesOptions {
  transport: Transport;
  /** The only namespace to read. Default: all. */
  namespace?: string;
  logger: Logger;
}

/** Caches of everything that desktops are made of, kept up to date while they run. */
export class ChildCaches {
  readonly home: Informer<RawHome, HomeRecord>;
  readonly service: Informer<KubeObject, ChildRecord>;
  readonly route: Informer<KubeObject, ChildRecord>;
  readonly pod: Informer<RawPod, PodRecord>;
  readonly #routesListeners: Array<() => void> = [];
  #routesKnown = true;

  constructor({ transport, namespace, logger }: ChildCachesOptions) {
    const common = (kind: ChildKind) => ({
      ...watchOptions(CHILDREN[kind], logger),
      namespace,
      labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}`,
      indexes: { [BY_SESSION]: labelled },
    });
    this.home = new Informer(transport, {
      ...common('home'),
      project: projectHome,
    });
    this.service = new Informer(transport, {
      ...common('service'),
      project: projectChild,
      metadataOnly: true,
    });
    const route = common('route');
    this.route = new Informer(transport, {
      ...route,
      project: projectChild,
      metadataOnly: true,
      // Desktops start without Traefik's CRDs; they only have no address.
      optional: true,
      onState: (state, error) => {
        route.onState(state, error);
        this.#onRouteState(state);
      },
    });
    this.pod = new Informer(transport, {
      ...common('pod'),
      project: projectPod,
    });
  }

  /** All of them, by kind. */
  get byKind() {
    const { home, service, route, pod } = this;
    return { home, service, route, pod };
  }

  /** Whether the cluster knows IngressRoutes, as far as was seen. */
  get routesKnown(): boolean {
    return this.#routesKnown;
  }

  /** Calls `listener` when {@link ChildCaches.routesKnown} changes. */
  onRoutesKnown(listener: () => void): void {
    this.#routesListeners.push(listener);
  }

  #onRouteState(state: ReflectorState): void {
    const known = state !== 'absent';
    if (known === this.#routesKnown) return;
    this.#routesKnown = known;
    for (const listener of this.#routesListeners) listener();
  }
}

function labelled({ metadata }: ChildRecord): string[] {
  const label = metadata.labels?.[LABEL_SESSION];
  return label ? [`${metadata.namespace}/${label}`] : [];
}
