import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** A part of the request is not acceptable; `field` says which, as a path such as `template`. Answered with 400. */
export class InvalidFieldError extends InputError {
  readonly code = 'VDI_INVALID_FIELD';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(`${field}: ${message}`);
  }
}

/** Nobody knows the caller's e-mail address, which every desktop needs. Only an administrator can help. Answered with 403. */
export class NoEmailAddressError extends NotAllowedError {
  readonly code = 'VDI_NO_EMAIL_ADDRESS';
}

/** A service asks for itself, and a desktop is always a person's. Answered with 403. */
export class NotAPersonError extends NotAllowedError {
  readonly code = 'VDI_NOT_A_PERSON';
}

/** The portal's permission policy does not allow what was asked, whatever it is asked of. Answered with 403. */
export class NotPermittedError extends NotAllowedError {
  readonly code = 'VDI_NOT_PERMITTED';
}

/** The part of the portal that knows who asks, or what they may do, does not answer. Answered with 503 and `Retry-After`. */
export class PortalUnavailableError extends ServiceUnavailableError {
  readonly code = 'VDI_PORTAL_UNAVAILABLE';
}

/** Kubernetes cannot be asked at the moment; nothing was lost. Answered with 503 and `Retry-After`. */
export class ClusterUnavailableError extends ServiceUnavailableError {
  readonly code = 'VDI_CLUSTER_UNAVAILABLE';
}

/** Kubernetes does not allow what was asked: missing rights of the portal, a quota or a policy. Answered with 403. */
export class ClusterRefusedError extends NotAllowedError {
  readonly code = 'VDI_CLUSTER_REFUSED';
}

/** There is a session of the name already; the one who asked chooses another. Never answered to a caller. */
export class SessionNameTakenError extends ConflictError {
  readonly code = 'VDI_SESSION_NAME_TAKEN';
}
