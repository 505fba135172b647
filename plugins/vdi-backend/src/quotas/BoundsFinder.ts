import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { canonicalOwner, type OwnedBy } from '@backstage-vdi/plugin-vdi-common';
import type { Quota } from '@backstage-vdi/plugin-vdi-node';
import type { EmailAddresses } from '../service/EmailAddresses';
import { ownersOf } from '../service/ownership';
import type { Bound } from './Bound';
import type { GroupMembers } from './GroupMembers';
import type { QuotaSources } from './QuotaSources';
import { QuotasUnavailableError } from './QuotasUnavailableError';

/**
 * Finds the bounds that hold for somebody's desktops: their own, and those of each of their groups.
 *
 * Who is in a group is asked of the catalog, not noted at the desktops: it then holds for desktops of kubectl too, and of whoever joined or
 * left a minute ago, and nobody has a note to change who may change a desktop.
 */
export class BoundsFinder {
  readonly #sources: QuotaSources;
  readonly #members: GroupMembers;
  readonly #emails: Pick<EmailAddresses, 'ownersOf' | 'usersOf'>;
  readonly #logger: LoggerService;

  constructor(options: {
    sources: QuotaSources;
    members: GroupMembers;
    emails: Pick<EmailAddresses, 'ownersOf' | 'usersOf'>;
    logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#members = options.members;
    this.#emails = options.emails;
    this.#logger = options.logger;
  }

  /** @throws QuotasUnavailableError when it cannot be found out which these are. */
  async boundsFor(owner: OwnedBy): Promise<Bound[]> {
    try {
      const canonical = canonicalOwner(owner);
      const [userRef] = this.#emails.usersOf(canonical);
      const groups =
        userRef && this.#sources.usesGroups
          ? await this.#members.groupsOf(userRef)
          : [];
      const quotas = await this.#sources.of({ userRef, groups });
      const own = userRef
        ? ownersOf({ userRef, email: owner.user })
        : [canonical];
      return await Promise.all(
        quotas
          .filter(({ allowed }) => Object.keys(allowed).length > 0)
          .map(it => this.#boundOf(it, own, groups)),
      );
    } catch (error) {
      if (error instanceof QuotasUnavailableError) throw error;
      this.#logger.warn(
        `The groups of an owner of desktops could not be found out: ${stringifyError(error)}`,
      );
      throw new QuotasUnavailableError(
        'The portal cannot look up its groups at the moment, and they have quotas. Desktops that run are not affected. Try again.',
      );
    }
  }

  async #boundOf(
    { subject, allowed }: Quota,
    own: readonly string[],
    groups: readonly string[],
  ): Promise<Bound> {
    const isGroup = groups.includes(subject);
    const members = isGroup ? await this.#members.membersOf(subject) : [];
    const owners = members.flatMap(it => this.#emails.ownersOf(it));
    return {
      subject: subject || own[0],
      isGroup,
      // One's own in any case: the catalog may know of a new member what it does not know of the group yet.
      owners: new Set([...own, ...owners]),
      allowed,
    };
  }
}
