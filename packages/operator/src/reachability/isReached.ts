import type { PodRecord } from '../session/records';
import type { SessionView } from '../session/view';
import { wasReached } from './wasReached';

/** Whether people reach a desktop through its route, as far as that is checked. */
export function isReached(
  { session, routeCheck }: Pick<SessionView, 'session' | 'routeCheck'>,
  pod: PodRecord | undefined,
): boolean {
  if (!routeCheck || routeCheck.answeredAt !== undefined) return true;
  return pod !== undefined && wasReached(session, pod);
}
