import { ServiceUnavailableError } from '@backstage/errors';

/** The portal's database cannot be asked at the moment. Desktops do not need it. Answered with 503 and `Retry-After`. */
export class DatabaseUnavailableError extends ServiceUnavailableError {
  readonly code = 'VDI_DATABASE_UNAVAILABLE';

  constructor(cause: unknown) {
    super(
      "The portal's database does not answer at the moment, and usage is kept there. Desktops are not affected. Try again in a minute.",
      cause,
    );
  }
}
