import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SessionIndex } from './SessionIndex';

/** How long an answer of the catalog is used again, in milliseconds: owners of components change by the day. */
const KEEP_MS = 60_000;

/** How long entities are not looked through again, in milliseconds, where there are no others: there may be thousands. */
const LOOK_MS = 5_000;

/** Owners of catalog entities by the entity's ref, both in lower case. */
export type OwnersByEntity = ReadonlyMap<string, readonly string[]>;

/** Who owns the catalog entities that desktops are for: the targets of their `ownedBy` relations. */
export class EntityOwners {
  readonly #known = new Map<string, { owners: string[]; until: number }>();
  #all?: { version: number; until: number; owners: Promise<OwnersByEntity> };

  constructor(
    private readonly options: {
      auth: AuthService;
      catalog: CatalogService;
      /** Milliseconds since the epoch. */
      now(): number;
    },
  ) {}

  /** The owners of these entities; the catalog is asked at most once, and not at all for what it said a moment ago. */
  async of(entityRefs: Iterable<string>): Promise<OwnersByEntity> {
    const wanted = new Set([...entityRefs].map(ref => ref.toLowerCase()));
    const now = this.options.now();
    for (const [ref, { until }] of this.#known) {
      if (until <= now) this.#known.delete(ref);
    }
    const found = new Map<string, readonly string[]>();
    const missing: string[] = [];
    for (const ref of wanted) {
      const known = this.#known.get(ref);
      if (known) found.set(ref, known.owners);
      else missing.push(ref);
    }
    if (missing.length > 0) {
      for (const [ref, owners] of await this.#ask(missing)) {
        this.#known.set(ref, { owners, until: now + KEEP_MS });
        found.set(ref, owners);
      }
    }
    return found;
  }

  /**
   * The owners of all entities that there are desktops for. Who asks at the same moment, or a moment later, gets one answer: it costs each
   * of them next to nothing.
   */
  ofAll(
    entities: Pick<SessionIndex, 'values' | 'version'>,
  ): Promise<OwnersByEntity> {
    const { version } = entities;
    const now = this.options.now();
    const known = this.#all;
    if (known && known.version === version && now < known.until) {
      return known.owners;
    }
    const owners = this.of(entities.values());
    const all = { version, until: now + LOOK_MS, owners };
    this.#all = all;
    owners.catch(() => {
      if (this.#all === all) this.#all = undefined;
    });
    return owners;
  }

  async #ask(entityRefs: string[]): Promise<[ref: string, owners: string[]][]> {
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['relations'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return entityRefs.map((ref, index) => [
      ref,
      (items[index]?.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef.toLowerCase()),
    ]);
  }
}
