import { NotAllowedError } from '@backstage/errors';
import type { QuotaExcess } from '@backstage-vdi/plugin-vdi-common';

/** A quota leaves too little for what was asked. Answered with 403: asking again changes nothing, stopping a desktop does. */
export class QuotaExceededError extends NotAllowedError {
  readonly code = 'VDI_QUOTA_EXCEEDED';

  /** @param quota - for programs; answered as it is */
  constructor(
    message: string,
    readonly quota: QuotaExcess,
  ) {
    super(message);
  }
}
