import type {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import { EntityOwners } from '../service/EntityOwners';
import type { Access } from './Access';
import { createAccess } from './createAccess';
import { registerPermissions } from './registerPermissions';
import { createResourceSource } from './resourceSource';
import { SessionFinder } from './SessionFinder';

/** Registers the permissions of desktops, and gives the {@link Access} that follows them. To be called once in a plugin. */
export function setUpAccess(options: {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  logger: LoggerService;
  desktops: Pick<
    Desktops,
    | 'onSessionsChange'
    | 'session'
    | 'sessions'
    | 'sessionsOf'
    | 'template'
    | 'templates'
  >;
  emails: EmailAddresses;
  /** Entity refs, in lower case, of those who are administrators where no policy says who is. */
  admins: readonly string[];
  /** Milliseconds since the epoch. */
  now(): number;
}): Access {
  const { desktops, permissionsRegistry } = options;
  const entityOwners = new EntityOwners(options);
  registerPermissions(
    permissionsRegistry,
    createResourceSource({ ...options, entityOwners }),
  );
  return createAccess({
    ...options,
    entityOwners,
    finder: new SessionFinder(desktops),
  });
}
