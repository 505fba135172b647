import { InputError } from '@backstage/errors';

/** A cursor that cannot be followed. Answered with 400. */
export class InvalidCursorError extends InputError {
  readonly code = 'VDI_INVALID_CURSOR';
  readonly field = 'cursor';

  constructor(why: string) {
    super(`cursor: ${why}.`);
  }
}
