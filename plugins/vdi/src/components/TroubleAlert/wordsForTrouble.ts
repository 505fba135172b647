import { reasonOf, troubleOf } from '../../sessions/apiError';
import type { Translate } from '../../translation';

/** What it means that something could not be read from the session API, for the person who looks at the page. */
export function wordsForTrouble(error: Error, t: Translate): string {
  switch (troubleOf(error)) {
    case 'unreachable':
      return t('error.unreachable');
    case 'signedOut':
      return t('error.signedOut');
    case 'notInstalled':
      return t('error.notInstalled');
    case 'forbidden':
      return t('error.forbidden', { reason: reasonOf(error) });
    default:
      return reasonOf(error);
  }
}
