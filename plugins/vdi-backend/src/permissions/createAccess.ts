import type {
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  type ConditionTransformer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_VDI_SESSION,
  RESOURCE_TYPE_VDI_TEMPLATE,
  type VDITemplate,
  vdiSessionAdminPermission,
  vdiUnnamedPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { EmailAddresses } from '../service/EmailAddresses';
import type { EntityOwners, OwnersByEntity } from '../service/EntityOwners';
import { PortalUnavailableError } from '../service/errors';
import type { Caller } from '../service/identity';
import type { Access } from './Access';
import { type Answer, readAnswer } from './Answer';
import { askPolicy, isAllowed, requireAllowed, type Said } from './askPolicy';
import { createDecision } from './createDecision';
import { type Filter, needsEntityOwners, type SessionFilter } from './filters';
import { vdiSessionResourceRef, vdiTemplateResourceRef } from './resources';
import type { SessionFinder } from './SessionFinder';
import { viewResource } from './viewResource';

/** What {@link createAccess} decides with. */
export interface AccessOptions {
  permissions: PermissionsService;
  /** Where the rules are registered. */
  permissionsRegistry: PermissionsRegistryService;
  /** Entity refs, in lower case, of those who are administrators where no policy says who is. */
  admins: readonly string[];
  emails: EmailAddresses;
  entityOwners: EntityOwners;
  finder: SessionFinder;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now(): number;
}

type Answers<F> = ReadonlyMap<string, Answer<F>>;

/** {@link Access} as the portal's permission policy has it, and only to one's own where it says nothing of desktops. */
export function createAccess(options: AccessOptions): Access {
  const { permissionsRegistry, emails, finder, now } = options;
  const forSessions: ConditionTransformer<SessionFilter> =
    createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(vdiSessionResourceRef),
    );
  const forTemplates: ConditionTransformer<Filter<VDITemplate>> =
    createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(vdiTemplateResourceRef),
    );
  return {
    async decide(caller, { basic = [], resource = [] }) {
      const said = await askPolicy(options, caller, [
        ...basic,
        ...resource,
        vdiSessionAdminPermission,
        vdiUnnamedPermission,
      ]);
      requireAllowed(said, basic);
      const sessions = answersOn(RESOURCE_TYPE_VDI_SESSION, said, forSessions);
      const entityOwners = await entityOwnersFor(options, sessions);
      return createDecision({
        caller,
        isAdmin: isAdmin(options.admins, caller, said),
        sessions,
        templates: answersOn(RESOURCE_TYPE_VDI_TEMPLATE, said, forTemplates),
        resourceOf: ({ session }) =>
          viewResource(session, {
            usersOf: owner => emails.usersOf(owner),
            entityOwners,
            now: now(),
          }),
        ownersOfUser: userRef => emails.ownersOf(userRef),
        find: reach => finder.find(reach, entityOwners),
      });
    },
  };
}

/** What was said of one type of resource, by the permission's name. */
function answersOn<F>(
  type: string,
  said: Said,
  transform: ConditionTransformer<F>,
): Answers<F> {
  const answers = [...said]
    .filter(([permission]) => isResourcePermission(permission, type))
    .map(
      ([{ name }, decision]) =>
        [name, readAnswer(name, decision, transform)] as const,
    );
  return new Map(answers);
}

/** See {@link vdiUnnamedPermission}. */
function isAdmin(
  admins: readonly string[],
  { ownershipRefs }: Caller,
  said: Said,
): boolean {
  if (!isAllowed(said, vdiSessionAdminPermission)) return false;
  const isMeant = !isAllowed(said, vdiUnnamedPermission);
  return (
    isMeant || ownershipRefs.some(ref => admins.includes(ref.toLowerCase()))
  );
}

/** The catalog is asked only where a condition looks at it. */
async function entityOwnersFor(
  { entityOwners, finder, logger }: AccessOptions,
  sessions: Answers<SessionFilter>,
): Promise<OwnersByEntity> {
  const isNeeded = [...sessions.values()].some(
    answer => typeof answer === 'object' && needsEntityOwners(answer.criteria),
  );
  if (!isNeeded) return new Map();
  // Outside: where no cluster could be read it is that which is told.
  const owners = entityOwners.ofAll(finder.entities);
  try {
    return await owners;
  } catch (error) {
    logger.warn(
      `Who owns what desktops are for could not be found out: ${error}`,
    );
    throw new PortalUnavailableError(
      'The portal cannot find out at the moment what you may do. Your desktops are not affected. Try again.',
    );
  }
}
