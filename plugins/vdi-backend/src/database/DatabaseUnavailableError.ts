import { ServiceUnavailableError } from '@backstage/errors';

/** The plugin's database cannot be asked at the moment. Desktops do not need it. Answered with 503 and `Retry-After`. */
export class DatabaseUnavailableError extends ServiceUnavailableError {
  readonly code = 'VDI_DATABASE_UNAVAILABLE';
  readonly #reason: unknown;

  constructor(reason: unknown) {
    super(
      "The portal's database does not answer at the moment. Desktops are not affected. Try again in a minute.",
    );
    this.#reason = reason;
  }

  /** For the log. Not a `cause`, which would be told to whoever asked: it may name hosts and statements. */
  get reason(): unknown {
    return this.#reason;
  }
}
