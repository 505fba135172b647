import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { NotPermittedError, PortalUnavailableError } from '../service/errors';
import type { Caller } from '../service/identity';

/** What the policy said, permission by permission. */
export type Said = ReadonlyMap<Permission, PolicyDecision>;

/** Whether it said yes, without a condition. */
export function isAllowed(said: Said, permission: Permission): boolean {
  return said.get(permission)?.result === AuthorizeResult.ALLOW;
}

/**
 * Asks the framework in one request for everything, which is the dearest part of a decision.
 *
 * @throws PortalUnavailableError when it does not answer; the log says why.
 */
export async function askPolicy(
  {
    permissions,
    logger,
  }: { permissions: PermissionsService; logger: LoggerService },
  { userRef, credentials }: Caller,
  asked: readonly Permission[],
): Promise<Said> {
  // The framework answers basic permissions here as well; its types would have them asked in a request of their own.
  const queries = asked.map(permission => ({
    permission: permission as ResourcePermission,
  }));
  try {
    const said = await permissions.authorizeConditional(queries, {
      credentials,
    });
    return new Map(asked.map((permission, index) => [permission, said[index]]));
  } catch (error) {
    logger.warn(`What ${userRef} may do could not be found out: ${error}`);
    throw new PortalUnavailableError(
      'The portal cannot find out at the moment what you may do. Your desktops are not affected. Try again.',
    );
  }
}

/** @throws NotPermittedError for the first of these that the policy denies. */
export function requireAllowed(
  said: Said,
  needed: readonly Permission[] = [],
): void {
  const denied = needed.find(permission => !isAllowed(said, permission));
  if (!denied) return;
  throw new NotPermittedError(
    `The portal's permission policy does not allow you ${denied.name}. Ask those who look after the portal.`,
  );
}
