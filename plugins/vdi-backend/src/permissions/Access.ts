import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from '../service/identity';
import type { SessionInCluster } from '../service/SessionInCluster';

/** A permission whose answer depends on the session. */
export type SessionPermission = ResourcePermission<'vdi-session'>;

/** A permission whose answer depends on the template. */
export type TemplatePermission = ResourcePermission<'vdi-template'>;

/** What a request has to know before it is answered. */
export interface Wanted {
  /** All of these are needed. */
  basic?: readonly BasicPermission[];
  /** Those that {@link Decision} will be asked about. */
  resource?: readonly (SessionPermission | TemplatePermission)[];
}

/** Decides who may do what. */
export interface Access {
  /**
   * Asks the permission framework once for everything that a request needs.
   *
   * @throws NotPermittedError when a basic permission is denied.
   * @throws PortalUnavailableError when the framework does not answer.
   */
  decide(caller: Caller, wanted: Wanted): Promise<Decision>;
}

/** What a caller may do, in one request. It answers for the permissions that were wanted, and throws for others. */
export interface Decision {
  /** Whether the permission covers this session. */
  covers(permission: SessionPermission, session: SessionInCluster): boolean;

  /**
   * The owners, as `canonicalOwner` spells them, outside whose sessions the permission covers none: an index finds these without a look
   * at all the others. `undefined`: it may cover anybody's. Each session still has to be {@link Decision.covers}ed.
   */
  owners(permission: SessionPermission): readonly string[] | undefined;

  /**
   * The sessions outside which the permission covers none, found by indexes, in no order; `undefined`: it may cover any, or very many. Each
   * still has to be {@link Decision.covers}ed.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  candidates(
    permission: SessionPermission,
  ): readonly SessionInCluster[] | undefined;

  /** Whether the caller may see this template and request desktops of it. */
  offers(template: VDITemplate): boolean;

  /** Whether the caller looks after everybody's desktops. */
  isAdmin: boolean;
}
