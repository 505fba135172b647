import type { End } from '../policies/policy';
import { warnsAt } from '../policies/notice';
import { isReached } from '../reachability/isReached';
import type { Summary } from './podState';
import type { SummaryInput } from './summary';
import { timeInWords } from './time';
import type { SessionView } from './view';

/**
 * What is told of a desktop whose pod is ready.
 *
 * @param since - since when it is, in milliseconds since 1970
 */
export function describeRunning(
  view: SessionView,
  { children, startedAt, end, now, warnBefore }: SummaryInput,
  since: number,
): Summary {
  const { routesKnown, refusals, routeCheck } = view;
  const refused = refusals.find(({ kind }) => kind === 'route');
  if (!routesKnown || refused) {
    return {
      reason: 'RouteNotAvailable',
      message:
        refused?.message ??
        'The desktop runs, but the cluster has no Traefik that could give it an address. An administrator has to install its CRDs.',
      since,
    };
  }
  const { route, pod } = children.own;
  if (!route || !isReached(view, pod)) {
    return {
      reason: 'WaitingForRoute',
      message: routeCheck?.trouble?.message ?? 'Making its address known.',
      since,
    };
  }
  if (!end) return { reason: 'Running', message: 'The desktop runs.', since };
  const soon = now >= warnsAt(end, warnBefore);
  return {
    reason: soon ? 'ExpiringSoon' : 'Running',
    message: describeClock(end, startedAt),
    since,
  };
}

/** The one sentence of a desktop's clock: one time and one reason. */
export function describeClock(end: End, startedAt: number | undefined): string {
  return `Stops at ${timeInWords(end.at, startedAt)}: ${end.why}.`;
}
