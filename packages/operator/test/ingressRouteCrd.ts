import {
  Informer,
  isNotFound,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import type { Any } from './TestNamespace';

const CRD: Resource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
};

const NAME = 'ingressroutes.traefik.io';

/** As little of Traefik's CRD as a route needs. */
const SMALLEST = {
  group: 'traefik.io',
  scope: 'Namespaced',
  names: {
    kind: 'IngressRoute',
    listKind: 'IngressRouteList',
    plural: 'ingressroutes',
    singular: 'ingressroute',
  },
  versions: [
    {
      name: 'v1alpha1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    },
  ],
};

/** Traefik's CRD in the test cluster: the one that is there, else a small one. */
export async function ingressRouteCrd(transport: Transport) {
  const present = await transport.get<Any>(CRD, { name: NAME }).catch(error => {
    if (!isNotFound(error)) throw error;
  });
  const spec = present?.spec ?? SMALLEST;
  return {
    async install(): Promise<void> {
      await transport.create<Any>(CRD, { metadata: { name: NAME }, spec });
    },
    /** Resolves when it is gone, and all routes with it. */
    async remove(): Promise<void> {
      if (!present) return;
      const abort = new AbortController();
      const crds = new Informer<Any, Any>(transport, {
        resource: CRD,
        fieldSelector: `metadata.name=${NAME}`,
        metadataOnly: true,
        project: object => object,
      });
      const running = crds.run(abort.signal);
      await crds.synced;
      const gone = new Promise<void>(resolve => {
        crds.store.onChange(() => {
          if (!crds.store.get(NAME)) resolve();
        });
      });
      await transport.delete(CRD, { name: NAME });
      await gone;
      abort.abort();
      await running;
    },
  };
}
