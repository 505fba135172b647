import type {
  AuthService,
  HttpAuthService,
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
  emails: EmailAddresses;
}): Identity {
  const { auth, httpAuth, emails } = options;
  return {
    async callerOf(request) {
      const credentials = await httpAuth.credentials(request);
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new NotAllowedError(
          'Desktops belong to people. Call the session API with the token of a signed-in user, or with a plugin token on behalf of one.',
        );
      }
      const userRef = credentials.principal.userEntityRef;
      return { userRef, email: await emails.of(userRef) };
    },
  };
}

/**
 * The owner that a caller's new session gets.
 *
 * @throws NoEmailAddressError when the caller's address is not known.
 */
export function ownerOf({ userRef, email }: Caller): {
  userRef: string;
  user: string;
} {
  if (email) return { userRef, user: email };
  throw new NoEmailAddressError(
    `The e-mail address of ${userRef} is not known, and every desktop needs its owner's. An administrator can add spec.profile.email to this user in the catalog, or set vdi.users.emailDomain in app-config.yaml.`,
  );
}
