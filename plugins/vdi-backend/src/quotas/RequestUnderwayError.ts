import { ServiceUnavailableError } from '@backstage/errors';

/** The same request, with the same `Idempotency-Key`, is being answered at this moment. Answered with 503 and `Retry-After`. */
export class RequestUnderwayError extends ServiceUnavailableError {
  readonly code = 'VDI_REQUEST_UNDERWAY';

  constructor() {
    super(
      'This request is being answered already. Send it again to learn of its desktop.',
    );
  }
}
