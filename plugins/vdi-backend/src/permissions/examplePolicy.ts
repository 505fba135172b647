import {
  coreServices,
  createBackendModule,
  type UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  vdiSessionAdminPermission,
  vdiSessionConnectPermission,
  vdiSessionCreatePermission,
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
  vdiSessionSharePermission,
  vdiSessionUpdatePermission,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import {
  createVdiSessionConditionalDecision,
  createVdiTemplateConditionalDecision,
  vdiSessionConditions,
  vdiTemplateConditions,
} from './conditions';

const { isEntityOwner, isOwner, isSharedWith } = vdiSessionConditions;
const { hasTag } = vdiTemplateConditions;

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * A policy to start from:
 * - everybody requests desktops, and does with their own what they like, but shares none;
 * - whom a desktop is shared with sees it and opens it;
 * - a team sees the desktops for the components that it owns;
 * - templates with the tag `gpu` are for the group `artists`;
 * - the group `platform` looks after all desktops.
 */
export class ExamplePolicy implements PermissionPolicy {
  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    // Desktops only; the rest of the portal is as it was.
    if (!permission.name.startsWith('vdi.')) return ALLOW;
    if (!user) return DENY;
    const { ownershipEntityRefs: claims } = await this.userInfo.getUserInfo(
      user.credentials,
    );

    if (isPermission(permission, vdiSessionCreatePermission)) return ALLOW;
    if (isPermission(permission, vdiSessionReadPermission)) {
      return createVdiSessionConditionalDecision(permission, {
        anyOf: [
          isOwner({ claims }),
          isSharedWith({ claims }),
          isEntityOwner({ claims }),
        ],
      });
    }
    if (isPermission(permission, vdiSessionConnectPermission)) {
      return createVdiSessionConditionalDecision(permission, {
        anyOf: [isOwner({ claims }), isSharedWith({ claims })],
      });
    }
    // Allowed without a condition is one's own.
    if (isPermission(permission, vdiSessionUpdatePermission)) return ALLOW;
    if (isPermission(permission, vdiSessionDeletePermission)) return ALLOW;
    if (isPermission(permission, vdiSessionSharePermission)) return DENY;
    if (isPermission(permission, vdiTemplateReadPermission)) {
      if (claims.includes('group:default/artists')) return ALLOW;
      return createVdiTemplateConditionalDecision(permission, {
        not: hasTag({ tags: ['gpu'] }),
      });
    }
    if (isPermission(permission, vdiSessionAdminPermission)) {
      return claims.includes('group:default/platform') ? ALLOW : DENY;
    }
    // What it does not name it denies, vdi.unnamed with it: the administrators above are meant.
    return DENY;
  }
}

/** The module that makes it the portal's policy, in the place of any other. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint, userInfo: coreServices.userInfo },
      async init({ policy, userInfo }) {
        policy.setPolicy(new ExamplePolicy(userInfo));
      },
    });
  },
});
