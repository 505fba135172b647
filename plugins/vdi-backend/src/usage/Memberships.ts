import type { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Finds out which groups people belong to. */
export interface Memberships {
  /**
   * The groups of each of these users, by their entity ref: those that the sign-in gives them too. None for a user whom the catalog does not
   * know.
   */
  of(userRefs: readonly string[]): Promise<Map<string, string[]>>;
}

/** {@link Memberships} from the catalog, which is asked once for all. */
export function createMemberships(options: {
  auth: AuthService;
  catalog: CatalogService;
}): Memberships {
  const { auth, catalog } = options;
  return {
    async of(userRefs) {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: [...userRefs], fields: ['relations'] },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return new Map(
        userRefs.map((userRef, index) => {
          const groups = (items[index]?.relations ?? [])
            .filter(({ type }) => type === RELATION_MEMBER_OF)
            .map(({ targetRef }) =>
              stringifyEntityRef(parseEntityRef(targetRef)),
            );
          return [userRef, [...new Set(groups)]];
        }),
      );
    },
  };
}
