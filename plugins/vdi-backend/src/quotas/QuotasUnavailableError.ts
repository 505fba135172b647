import { ServiceUnavailableError } from '@backstage/errors';

/** Which quotas hold, or what is used of them, cannot be found out at the moment. Answered with 503 and `Retry-After`. */
export class QuotasUnavailableError extends ServiceUnavailableError {
  readonly code = 'VDI_QUOTAS_UNAVAILABLE';
}
