import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import type { Access } from '../permissions/Access';
import { setUpAccess } from '../permissions/setUpAccess';
import { EmailAddresses } from '../service/EmailAddresses';
import type { Caller } from '../service/identity';
import type { MemoryDesktops } from '../testing/MemoryDesktops';
import {
  ownershipRefs,
  policyFeatures,
  type Surroundings,
} from './policyFeatures';

/** What decides on desktops, in a portal whose permission framework is Backstage's own. */
export interface PortalWithPolicy {
  access: Access;
  /** Somebody who is signed in. */
  caller(name: string): Promise<Caller>;
  stop(): Promise<void>;
}

/** Starts one with these desktops. Users have addresses at example.com. */
export async function startPortalWithPolicy({
  desktops,
  admins = [],
  ...surroundings
}: Surroundings & {
  desktops: MemoryDesktops;
  /** `vdi.admins` */
  admins?: string[];
}): Promise<PortalWithPolicy> {
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
    features: [plugin, ...policyFeatures(surroundings)],
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
        ownershipRefs: ownershipRefs(surroundings, userRef),
        credentials: mockCredentials.user(userRef),
      };
    },
    stop: () => backend.stop(),
  };
}
