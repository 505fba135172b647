import { formatBytes } from '@backstage-vdi/plugin-vdi-common';
import { homeSize } from '../../children/buildHome';
import { judgeChildren } from '../children';
import { homeChange } from '../driftHome';
import type { SessionView } from '../view';
import { type Problem, problemIf } from './problem';

/** A home that is asked to be smaller than it is: volumes only grow. */
export function homeProblems(view: SessionView): Problem[] {
  const { home } = judgeChildren(view).own;
  if (!home) return [];
  return problemIf(
    homeChange(view.session, home) === 'shrinks',
    'HomeCannotShrink',
    () =>
      `The home volume has ${formatBytes(home.requested ?? '')} and cannot be made smaller: it is not given ${formatBytes(homeSize(view.session))}.`,
  );
}
