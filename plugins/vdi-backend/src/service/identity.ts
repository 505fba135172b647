import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { EmailAddresses } from './EmailAddresses';
import { NoEmailAddressError } from './errors';

/** The signed-in person on whose behalf a request is answered. */
export interface Caller {
  /** Entity ref, such as `user:default/alice`. */
  userRef: string;
  /** E-mail address; absent where neither the catalog nor the configuration gives one. */
  email?: string;
  /** Entity refs of the person and of the groups they belong to. */
  ownershipRefs: readonly string[];
  /** The service that asks on the person's behalf, such as `plugin:scaffolder`; absent where they ask themselves. */
  actor?: string;
  /** What the portal's other services are asked with. */
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/** Finds out who asks. */
export interface Identity {
  /**
   * @throws AuthenticationError when nobody is signed in.
   * @throws NotAllowedError when a service asks for itself.
   */
  callerOf(request: Request): Promise<Caller>;
}

/** {@link Identity} from Backstage's sign-in and the catalog's e-mail addresses. */
export function createIdentity(options: {
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  emails: EmailAddresses;
}): Identity {
  const { auth, httpAuth, userInfo, emails } = options;
  return {
    async callerOf(request) {
      const credentials = await httpAuth.credentials(request);
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new NotAllowedError(
          'Desktops belong to people. Call the session API with the token of a signed-in user, or with a plugin token on behalf of one.',
        );
      }
      const { userEntityRef: userRef, actor } = credentials.principal;
      const [email, { ownershipEntityRefs }] = await Promise.all([
        emails.of(userRef),
        userInfo.getUserInfo(credentials),
      ]);
      return {
        userRef,
        email,
        ownershipRefs: ownershipEntityRefs,
        actor: actor?.subject,
        credentials,
      };
    },
  };
}

/**
 * The owner that a caller's new session gets.
 *
 * @throws NoEmailAddressError when the caller's address is not known.
 */
export function ownerOf({
  userRef,
  email,
}: Pick<Caller, 'userRef' | 'email'>): {
  userRef: string;
  user: string;
} {
  if (email) return { userRef, user: email };
  throw new NoEmailAddressError(
    `The e-mail address of ${userRef} is not known, and every desktop needs its owner's. An administrator can add spec.profile.email to this user in the catalog, or set vdi.users.emailDomain in app-config.yaml.`,
  );
}
