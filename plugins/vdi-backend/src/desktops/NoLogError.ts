import { NotFoundError } from '@backstage/errors';

/** There is no log to show, and why. Answered with 404. */
export class NoLogError extends NotFoundError {
  readonly code = 'VDI_NO_LOG';
}
