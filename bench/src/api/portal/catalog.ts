import { createServiceFactory } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog in memory that finds entities by their refs at once: the mock goes through all of them for each. */
export function catalogOf(entities: Entity[]) {
  const byRef = new Map(entities.map(it => [stringifyEntityRef(it), it]));
  const quick: Pick<CatalogService, 'getEntityByRef' | 'getEntitiesByRefs'> = {
    getEntityByRef: async ref =>
      byRef.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref)),
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref => byRef.get(ref)),
    }),
  };
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => Object.assign(catalogServiceMock({ entities }), quick),
  });
}
