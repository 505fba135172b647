import {
  Informer,
  type KubeObject,
  type Logger,
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

/** Caches of everything that sessions are made of. */
export interface ChildCaches {
  home: Informer<RawHome, HomeRecord>;
  service: Informer<KubeObject, ChildRecord>;
  route: Informer<KubeObject, ChildRecord>;
  pod: Informer<RawPod, PodRecord>;
}

/** Makes the caches; nothing is read before they run. */
export function createChildCaches(
  transport: Transport,
  options: {
    namespace?: string;
    logger: Logger;
    /** Called when the cluster begins or ceases to know IngressRoutes. */
    onRoutesKnown: () => void;
  },
): ChildCaches {
  const common = (kind: ChildKind) => ({
    ...watchOptions(CHILDREN[kind], options.logger),
    namespace: options.namespace,
    labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}`,
    indexes: { [BY_SESSION]: labelled },
  });
  const route = common('route');
  let absent = false;
  return {
    home: new Informer(transport, { ...common('home'), project: projectHome }),
    service: new Informer(transport, {
      ...common('service'),
      project: projectChild,
      metadataOnly: true,
    }),
    route: new Informer(transport, {
      ...route,
      project: projectChild,
      metadataOnly: true,
      // Desktops start without Traefik's CRDs; they only have no address.
      optional: true,
      onState: (state, error) => {
        route.onState(state, error);
        const nowAbsent = state === 'absent';
        if (nowAbsent !== absent) options.onRoutesKnown();
        absent = nowAbsent;
      },
    }),
    pod: new Informer(transport, { ...common('pod'), project: projectPod }),
  };
}

function labelled({ metadata }: ChildRecord): string[] {
  const label = metadata.labels?.[LABEL_SESSION];
  return label ? [`${metadata.namespace}/${label}`] : [];
}
