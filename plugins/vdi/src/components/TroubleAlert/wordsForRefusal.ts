import { reasonOf, troubleOf } from '../../sessions/apiError';
import type { Translate } from '../../translation';
import { wordsForTrouble } from './wordsForTrouble';

/** What it means that the session API did not do something, or that nobody knows whether it did. */
export function wordsForRefusal(error: Error, t: Translate): string {
  switch (troubleOf(error)) {
    case 'unreachable':
      return t('error.unanswered');
    case 'forbidden':
      return reasonOf(error);
    default:
      return wordsForTrouble(error, t);
  }
}
