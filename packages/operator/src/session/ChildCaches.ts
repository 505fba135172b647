import {
  Informer,
  type Logger,
  type ReflectorState,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import { LABEL_MANAGED_BY, MANAGED_BY } from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, CHILDREN } from '../resources';
import { BY_HOST } from '../routes/HostClaims';
import { ingressRoutes } from '../routes/ingressRoutes';
import type { RouteRenderer } from '../routes/RouteRenderer';
import { watchOptions } from '../watchLog';
import { sessionOf } from './ownership';
import {
  type HomeRecord,
  type PodRecord,
  projectHome,
  projectPod,
  projectRoute,
  projectService,
  type RawHome,
  type RawPod,
  type RawRoute,
  type RawService,
  type RouteRecord,
  type ServiceRecord,
} from './records';

/** Options of {@link ChildCaches}. */
export interface ChildCachesOptions {
  transport: Transport;
  /** The only namespace to read. Default: all. */
  namespace?: string;
  /** What leads people to desktops. Default: IngressRoutes. */
  routes?: RouteRenderer;
  logger: Logger;
}

/** Caches of everything that desktops are made of, kept up to date while they run. */
export class ChildCaches {
  readonly home: Informer<RawHome, HomeRecord>;
  readonly service: Informer<RawService, ServiceRecord>;
  readonly route: Informer<RawRoute, RouteRecord>;
  readonly pod: Informer<RawPod, PodRecord>;
  /** The Kubernetes resource of each. */
  readonly resources: Record<ChildKind, Resource>;
  readonly #routesListeners: Array<() => void> = [];
  #routesKnown = true;

  constructor(options: ChildCachesOptions) {
    const { transport, namespace, routes = ingressRoutes, logger } = options;
    this.resources = { ...CHILDREN, route: routes.resource };
    const common = (kind: ChildKind) => ({
      ...watchOptions(this.resources[kind], logger),
      namespace,
      labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}`,
    });
    this.home = new Informer(transport, {
      ...common('home'),
      project: projectHome,
    });
    this.service = new Informer(transport, {
      ...common('service'),
      project: projectService,
    });
    const route = common('route');
    this.route = new Informer(transport, {
      ...route,
      project: projectRoute,
      indexes: {
        [BY_HOST]: record =>
          sessionOf(record) ? routes.hostsOf(record.spec) : [],
      },
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

  /** Whether the cluster knows what leads people to desktops, as far as was seen. */
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
