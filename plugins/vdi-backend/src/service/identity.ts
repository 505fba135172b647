import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { EmailAddresses } from './EmailAddresses';
import {
  InvalidFieldError,
  NoEmailAddressError,
  NotAPersonError,
  PortalUnavailableError,
} from './errors';
import { ownersOf } from './ownership';
import { Remembered } from './Remembered';

/**
 * How long a person's groups are used again, and without asking for them anew, in milliseconds: a sign-in decides on them, not the
 * single request.
 */
const KEEP_MS = 600_000;
const FRESH_MS = 60_000;

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
  /** Where they ask by HTTP; absent for an action. For the portal's auditor. */
  request?: Request;
}

/** Whose a new session is. */
export interface NewOwner {
  /** Entity ref. */
  userRef: string;
  /** E-mail address. */
  user: string;
}

/** Finds out who asks. */
export interface Identity {
  /**
   * @throws AuthenticationError when nobody is signed in.
   * @throws NotAPersonError when a service asks for itself.
   * @throws PortalUnavailableError when the portal cannot tell who it is.
   */
  callerOf(request: Request): Promise<Caller>;

  /** The same for what is no request, as for an action. */
  callerWith(credentials: BackstageCredentials): Promise<Caller>;

  /**
   * The owner that a session gets which is made for somebody else.
   *
   * @throws InvalidFieldError naming `owner` when the catalog knows no such user, or their address is not known.
   */
  ownerNamed(userRef: string): Promise<NewOwner>;

  /**
   * The owners, as `canonicalOwner` spells them, of what belongs to somebody else.
   *
   * @throws PortalUnavailableError when the portal cannot tell their e-mail address.
   */
  ownersNamed(userRef: string): Promise<readonly string[]>;
}

/** {@link Identity} from Backstage's sign-in and the catalog's e-mail addresses. */
export function createIdentity(options: {
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  emails: EmailAddresses;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now(): number;
}): Identity {
  const { auth, httpAuth, userInfo, emails, logger, now } = options;
  const groups = new Remembered<readonly string[]>({
    keepFor: KEEP_MS,
    freshFor: FRESH_MS,
    now,
  });

  const known = async <T>(userRef: string, answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      logger.warn(`Who ${userRef} is could not be found out: ${error}`);
      throw new PortalUnavailableError(
        'The portal cannot look up its users at the moment. Desktops are not affected. Try again.',
      );
    }
  };

  const callerWith = async (credentials: BackstageCredentials) => {
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new NotAPersonError(
        'Desktops belong to people. Call the session API with the token of a signed-in user, or with a plugin token on behalf of one.',
      );
    }
    const { userEntityRef: userRef, actor } = credentials.principal;
    const ownershipRefs = groups.get(userRef, async () => {
      const info = await userInfo.getUserInfo(credentials);
      return info.ownershipEntityRefs;
    });
    const found = Promise.all([emails.of(userRef), ownershipRefs]);
    const [email, refs] = await known(userRef, found);
    return {
      userRef,
      email,
      ownershipRefs: refs,
      actor: actor?.subject,
      credentials,
    };
  };

  return {
    callerWith,

    async callerOf(request) {
      const caller = await callerWith(await httpAuth.credentials(request));
      return { ...caller, request };
    },

    async ownersNamed(userRef) {
      const email = await known(userRef, emails.of(userRef));
      return ownersOf({ userRef, email });
    },

    async ownerNamed(userRef) {
      const found = Promise.all([emails.isListed(userRef), emails.of(userRef)]);
      const [isListed, user] = await known(userRef, found);
      if (!isListed) {
        throw new InvalidFieldError(
          'owner',
          `there is no user "${userRef}" in the catalog`,
        );
      }
      if (user) return { userRef, user };
      throw new InvalidFieldError(
        'owner',
        `the e-mail address of ${userRef} is not known, and every desktop needs its owner's. Add spec.profile.email to this user in the catalog, or set vdi.users.emailDomain in app-config.yaml`,
      );
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
}: Pick<Caller, 'userRef' | 'email'>): NewOwner {
  if (email) return { userRef, user: email };
  throw new NoEmailAddressError(
    `The e-mail address of ${userRef} is not known, and every desktop needs its owner's. An administrator can add spec.profile.email to this user in the catalog, or set vdi.users.emailDomain in app-config.yaml.`,
  );
}
