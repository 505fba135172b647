import type { Children } from './children';
import type { ChildRef } from './plan';
import { planDeletes } from './planChildren';
import { isRestarted, restartedAt } from './podEnding';
import type { SessionView } from './view';

/**
 * The pod, where somebody asked for a restart after it was made. One that is asked for at a time to come is waited for: a pod made
 * before then would be replaced again and again.
 */
export function planRestart(
  { session }: SessionView,
  children: Children,
  now: number,
): ChildRef[] {
  const { pod } = children.own;
  const due = (restartedAt(session) ?? Infinity) <= now;
  return pod && due && isRestarted(pod, session)
    ? planDeletes(children, ['pod'])
    : [];
}
