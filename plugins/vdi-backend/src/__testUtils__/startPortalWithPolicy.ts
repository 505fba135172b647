import {
  type BackendFeature,
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import type { Access } from '../permissions/Access';
import { setUpAccess } from '../permissions/setUpAccess';
import { EmailAddresses } from '../service/EmailAddresses';
import type { Caller } from '../service/identity';
import type { MemoryDesktops } from '../testing/MemoryDesktops';

/** A portal whose permission framework is Backstage's own. */
export interface PortalWithPolicy {
  access: Access;
  /** Somebody who is signed in. */
  caller(name: string): Promise<Caller>;
  /** Of its API. */
  baseUrl: string;
  stop(): Promise<void>;
}

/**
 * The mock forgets which service asks on a user's behalf, and the framework tells no user themselves on which conditions they may do
 * something.
 */
const authWithActors = createServiceFactory({
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

/** Starts one with these desktops. */
export async function startPortalWithPolicy(options: {
  desktops: MemoryDesktops;
  /** A policy, or the module that has one. Default: permissions are off. */
  policy?: PermissionPolicy | BackendFeature;
  /** Of the catalog. */
  entities?: Entity[];
  /** Groups that users belong to, by entity ref. */
  groups?: Record<string, string[]>;
  /** `vdi.admins` */
  admins?: string[];
}): Promise<PortalWithPolicy> {
  const { desktops, policy, entities = [], groups = {}, admins = [] } = options;
  const ownershipRefs = (userRef: string) => [
    userRef,
    ...(groups[userRef] ?? []),
  ];
  let access: Access | undefined;
  let emails: EmailAddresses | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'vdi',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
        },
        async init(services) {
          const { now } = Date;
          const emailDomain = 'example.com';
          emails = new EmailAddresses({ ...services, emailDomain, now });
          access = setUpAccess({ ...services, desktops, emails, admins, now });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      ...(policy ? [permissionBackend, moduleOf(policy)] : []),
      mockServices.rootConfig.factory({
        data: { permission: { enabled: policy !== undefined } },
      }),
      authWithActors,
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          async getUserInfo({ principal }) {
            const { userEntityRef } = principal as { userEntityRef: string };
            return {
              userEntityRef,
              ownershipEntityRefs: ownershipRefs(userEntityRef),
            };
          },
        }),
      }),
    ],
  });
  if (!access || !emails) throw new Error('The plugin did not start');
  const known = emails;
  return {
    access,
    async caller(name) {
      const userRef = `user:default/${name}`;
      return {
        userRef,
        email: await known.of(userRef),
        ownershipRefs: ownershipRefs(userRef),
        credentials: mockCredentials.user(userRef),
      };
    },
    baseUrl: `http://localhost:${backend.server.port()}/api`,
    stop: () => backend.stop(),
  };
}
