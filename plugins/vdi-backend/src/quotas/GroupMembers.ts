import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_HAS_MEMBER } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Remembered } from '../service/Remembered';
import { createMemberships, type Memberships } from '../usage/Memberships';

/** How long an answer of the catalog is used again, in milliseconds: people change teams by the month, and start desktops by the minute. */
const KEEP_MS = 60_000;

/** Who is in which group, by the direct relations of the catalog: as a sign-in gives groups, and as usage is counted. */
export class GroupMembers {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #memberships: Memberships;
  readonly #groups: Remembered<readonly string[]>;
  readonly #members: Remembered<readonly string[]>;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    /** Milliseconds since the epoch. */
    now(): number;
  }) {
    const { auth, catalog, now } = options;
    this.#auth = auth;
    this.#catalog = catalog;
    this.#memberships = createMemberships({ auth, catalog });
    this.#groups = new Remembered({ keepFor: KEEP_MS, now });
    this.#members = new Remembered({ keepFor: KEEP_MS, now });
  }

  /** The groups of a user, in lower case; none of one whom the catalog does not know. */
  groupsOf(userRef: string): Promise<readonly string[]> {
    return this.#groups.get(userRef, async () => {
      const groups = (await this.#memberships.of([userRef])).get(userRef) ?? [];
      return groups.map(ref => ref.toLowerCase());
    });
  }

  /** The users in a group, in lower case; none in one that the catalog does not know. */
  membersOf(groupRef: string): Promise<readonly string[]> {
    return this.#members.get(groupRef, async () => {
      const group = await this.#catalog.getEntityByRef(groupRef, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      return (group?.relations ?? [])
        .filter(({ type }) => type === RELATION_HAS_MEMBER)
        .map(({ targetRef }) => targetRef.toLowerCase());
    });
  }
}
