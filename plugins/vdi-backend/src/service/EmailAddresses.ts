import type { AuthService } from '@backstage/backend-plugin-api';
import { isUserEntity, parseEntityRef } from '@backstage/catalog-model';
import { canonicalOwner } from '@backstage-vdi/plugin-vdi-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * How long an answer of the catalog is used again, in milliseconds: long enough that a page which polls does not ask the
 * catalog each time, short enough that a corrected address works before somebody wonders.
 */
const KEEP_MS = 60_000;

/** What the VDISession's schema takes for an e-mail address. */
const ADDRESS = /^\S+@\S+\.\S+$/;

/** E-mail addresses of users: the catalog's `spec.profile.email`, else `<name>@<emailDomain>` where that is configured. */
export class EmailAddresses {
  readonly #known = new Map<
    string,
    { address: Promise<string | undefined>; until: number }
  >();
  readonly #users = new Map<string, string>();

  constructor(
    private readonly options: {
      auth: AuthService;
      catalog: CatalogService;
      emailDomain?: string;
      /** Milliseconds since the epoch. */
      now(): number;
    },
  ) {}

  /** The address of a user, `undefined` where there is none. */
  of(userRef: string): Promise<string | undefined> {
    const now = this.options.now();
    const known = this.#known.get(userRef);
    if (known && known.until > now) return known.address;
    const address = this.#find(userRef);
    this.#known.set(userRef, { address, until: now + KEEP_MS });
    // Not kept: a failure, and that there is none; somebody may be adding it at this moment.
    const forget = () => this.#known.delete(userRef);
    address.then(found => found ?? forget(), forget);
    return address;
  }

  /**
   * The user behind an owner as `canonicalOwner` spells it. Of addresses only those are known that were asked for: whoever has a
   * page open is among them.
   */
  userOf(owner: string): string | undefined {
    return owner.startsWith('email:') ? this.#users.get(owner) : owner;
  }

  async #find(userRef: string): Promise<string | undefined> {
    const { auth, catalog, emailDomain } = this.options;
    const entity = await catalog.getEntityByRef(userRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const listed = entity && isUserEntity(entity) && entity.spec.profile?.email;
    const address =
      listed ||
      (emailDomain && `${parseEntityRef(userRef).name}@${emailDomain}`);
    if (!address || !ADDRESS.test(address)) return undefined;
    this.#users.set(canonicalOwner({ user: address }), userRef);
    return address;
  }
}
