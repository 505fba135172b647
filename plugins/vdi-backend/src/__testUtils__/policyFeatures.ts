import {
  type BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

/** A portal around the plugin. */
export interface Surroundings {
  /** A policy, or the module that has one. Default: permissions are off. */
  policy?: PermissionPolicy | BackendFeature;
  /** Of the catalog. */
  entities?: Entity[];
  /** Groups that users belong to, by entity ref. */
  groups?: Record<string, string[]>;
  /** The section `vdi` of the configuration. */
  vdi?: object;
  /** Its other sections. */
  config?: object;
}

/** Entity refs of a user and of their groups. */
export function ownershipRefs(
  { groups = {} }: Surroundings,
  userRef: string,
): string[] {
  return [userRef, ...(groups[userRef] ?? [])];
}

/** What a test backend needs beside the plugin: Backstage's own permission framework, with a policy. */
export function policyFeatures(surroundings: Surroundings) {
  const { policy, entities = [], vdi, config } = surroundings;
  return [
    ...(policy ? [permissionBackend, moduleOf(policy)] : []),
    mockServices.rootConfig.factory({
      data: { ...config, permission: { enabled: policy !== undefined }, vdi },
    }),
    authWithActors(),
    catalogServiceMock.factory({ entities }),
    createServiceFactory({
      service: coreServices.userInfo,
      deps: {},
      factory: () => ({
        async getUserInfo({ principal }) {
          const { userEntityRef } = principal as { userEntityRef: string };
          return {
            userEntityRef,
            ownershipEntityRefs: ownershipRefs(surroundings, userEntityRef),
          };
        },
      }),
    }),
  ];
}

function moduleOf(policy: PermissionPolicy | BackendFeature): BackendFeature {
  if (!('handle' in policy)) return policy;
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'policy',
    register(env) {
      env.registerInit({
        deps: { extension: policyExtensionPoint },
        async init({ extension }) {
          extension.setPolicy(policy);
        },
      });
    },
  });
}

/**
 * The mock forgets which service asks on a user's behalf, and the framework tells no user themselves on which conditions they may do
 * something.
 */
function authWithActors() {
  return createServiceFactory({
    service: coreServices.auth,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => {
      const auth = mockServices.auth({ pluginId: plugin.getId() });
      const asService = auth.getPluginRequestToken.bind(auth);
      auth.getPluginRequestToken = async options => {
        const { onBehalfOf } = options;
        if (!auth.isPrincipal(onBehalfOf, 'user')) return asService(options);
        const actor = { subject: `plugin:${plugin.getId()}` };
        const { userEntityRef } = onBehalfOf.principal;
        return { token: mockCredentials.user.token(userEntityRef, { actor }) };
      };
      return auth;
    },
  });
}
