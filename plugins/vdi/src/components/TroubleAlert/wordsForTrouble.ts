import { reasonOf, troubleOf } from '../../sessions/apiError';
import type { Translate } from '../../translation';

/** What a failed call of the session API means, for the person who looks at the page. */
export function wordsForTrouble(error: Error, t: Translate): string {
  switch (troubleOf(error)) {
    case 'unreachable':
      return t('error.unreachable');
    case 'cluster':
      return t('error.cluster');
    case 'notInstalled':
      return t('error.notInstalled');
    case 'forbidden':
      return t('error.forbidden', { reason: reasonOf(error) });
    default:
      return reasonOf(error);
  }
}
