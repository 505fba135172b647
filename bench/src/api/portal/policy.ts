import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  RESOURCE_TYPE_VDI_SESSION,
  vdiSessionAdminPermission,
  vdiSessionReadPermission,
  vdiUnnamedPermission,
} from '@backstage-vdi/plugin-vdi-common';

/** The group of those who look after everybody's desktops. */
export const ADMINS = 'group:default/platform';

/** A policy as portals have it, with the conditions of the example policy: to see are one's own, what is shared, and the team's components'. */
async function handle(
  { permission }: PolicyQuery,
  user?: PolicyQueryUser,
): Promise<PolicyDecision> {
  const claims = user?.info.ownershipEntityRefs ?? [];
  if (isPermission(permission, vdiSessionReadPermission)) {
    const resourceType = RESOURCE_TYPE_VDI_SESSION;
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'vdi',
      resourceType,
      conditions: {
        anyOf: [
          { rule: 'IS_OWNER', resourceType, params: { claims } },
          { rule: 'IS_SHARED_WITH', resourceType, params: { claims } },
          { rule: 'IS_ENTITY_OWNER', resourceType, params: { claims } },
        ],
      },
    };
  }
  const isAllowed = isPermission(permission, vdiSessionAdminPermission)
    ? claims.includes(ADMINS)
    : !isPermission(permission, vdiUnnamedPermission);
  return { result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}

/** Makes it the portal's. */
export const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'bench-policy',
  register(env) {
    env.registerInit({
      deps: { extension: policyExtensionPoint },
      async init({ extension }) {
        extension.setPolicy({ handle });
      },
    });
  },
});
