import type { AuthService } from '@backstage/backend-plugin-api';
import { isUserEntity, parseEntityRef } from '@backstage/catalog-model';
import { canonicalOwner } from '@backstage-vdi/plugin-vdi-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Remembered } from './Remembered';

/**
 * How long an answer of the catalog is used again, in milliseconds: long enough that a page which polls does not ask the
 * catalog each time, short enough that a corrected address works before somebody wonders.
 */
const KEEP_MS = 60_000;

/** What the VDISession's schema takes for an e-mail address. */
const ADDRESS = /^\S+@\S+\.\S+$/;

/** What is known of a user. */
interface Entry {
  /** Whether the catalog knows them. */
  listed: boolean;
  address?: string;
}

/** E-mail addresses of users: the catalog's `spec.profile.email`, else `<name>@<emailDomain>` where that is configured. */
export class EmailAddresses {
  readonly #known: Remembered<Entry>;
  readonly #users = new Map<string, Set<string>>();
  readonly #owners = new Map<string, string>();

  constructor(
    private readonly options: {
      auth: AuthService;
      catalog: CatalogService;
      emailDomain?: string;
      /** Milliseconds since the epoch. */
      now(): number;
    },
  ) {
    this.#known = new Remembered({
      keepFor: KEEP_MS,
      now: options.now,
      // That there is none is not kept: somebody may be adding it at this moment.
      isKept: ({ address }) => address !== undefined,
    });
  }

  /** The address of a user, `undefined` where there is none. */
  async of(userRef: string): Promise<string | undefined> {
    return (await this.#entry(userRef)).address;
  }

  /** Whether the catalog knows a user, whatever their address. */
  async isListed(userRef: string): Promise<boolean> {
    return (await this.#entry(userRef)).listed;
  }

  /**
   * The users behind an owner as `canonicalOwner` spells it: several may have one address. Of addresses only those are known that were
   * asked for: whoever has a page open is among them.
   */
  usersOf(owner: string): readonly string[] {
    if (!owner.startsWith('email:')) return [owner];
    return [...(this.#users.get(owner) ?? [])];
  }

  /** The other way round: the owners, as `canonicalOwner` spells them, of what belongs to a user. */
  ownersOf(userRef: string): readonly string[] {
    const owner = canonicalOwner({ userRef, user: '' });
    const byAddress = this.#owners.get(owner);
    return byAddress === undefined ? [owner] : [owner, byAddress];
  }

  #entry(userRef: string): Promise<Entry> {
    return this.#known.get(userRef, () => this.#find(userRef));
  }

  async #find(userRef: string): Promise<Entry> {
    const { auth, catalog, emailDomain } = this.options;
    const entity = await catalog.getEntityByRef(userRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const profile = entity && isUserEntity(entity) && entity.spec.profile;
    const found =
      (profile && profile.email) ||
      (emailDomain && `${parseEntityRef(userRef).name}@${emailDomain}`);
    const address = found && ADDRESS.test(found) ? found : undefined;
    this.#learn(canonicalOwner({ userRef, user: '' }), address);
    return { listed: entity !== undefined, address };
  }

  #learn(user: string, address: string | undefined): void {
    const before = this.#owners.get(user);
    if (before !== undefined) {
      this.#users.get(before)?.delete(user);
      this.#owners.delete(user);
    }
    if (address === undefined) return;
    const owner = canonicalOwner({ user: address });
    this.#owners.set(user, owner);
    const users = this.#users.get(owner) ?? new Set();
    this.#users.set(owner, users.add(user));
  }
}
