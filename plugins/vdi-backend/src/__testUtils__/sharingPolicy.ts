import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createVdiSessionConditionalDecision,
  vdiSessionConditions,
} from '../permissions/conditions';

/** A policy by which whoever of these a desktop is shared with does with it what its owner does; and nobody else does anything. */
export function sharingPolicy(...claims: string[]) {
  const { factory } = mockServices.permissions.mock({
    authorizeConditional: async asked =>
      asked.map(({ permission }): PolicyDecision =>
        isResourcePermission(permission, 'vdi-session')
          ? createVdiSessionConditionalDecision(
              permission,
              vdiSessionConditions.isSharedWith({ claims }),
            )
          : { result: AuthorizeResult.DENY },
      ),
  });
  return factory;
}
