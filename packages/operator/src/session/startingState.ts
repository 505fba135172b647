import { resolveRuntime } from '../runtimes/resolveRuntime';
import type { Words } from './podState';
import { podCondition, type PodRecord } from './records';
import { isOf } from './run';
import { fromTime } from './time';
import type { SessionView } from './view';

/** How long a program may run without an answer before its owner is told whom to ask: most desktops take seconds. Milliseconds. */
const SLOW_MS = 30_000;

/** When a desktop that does not answer is a slow one, in milliseconds since 1970; `undefined` where nothing runs, or it answers. */
export function slowAt(pod: PodRecord | undefined): number | undefined {
  const startedAt = fromTime(pod?.container?.running?.startedAt);
  const ready = pod && podCondition(pod, 'Ready')?.status === 'True';
  return startedAt === undefined || ready ? undefined : startedAt + SLOW_MS;
}

/**
 * What is told of a desktop that does not answer, though nothing else is known to be in its way.
 *
 * @param now - milliseconds since 1970
 */
export function describeStarting(
  pod: PodRecord,
  { session: { status }, template }: SessionView,
  now: number,
): Words {
  const startedAt = fromTime(pod.container?.running?.startedAt) ?? Infinity;
  if (isOf(status, pod) && startedAt <= (fromTime(status?.startTime) ?? 0)) {
    return [
      'StartingDesktop',
      'The desktop does not answer any more. If it does not come back by itself, it has to be restarted.',
    ];
  }
  if (!template || now < (slowAt(pod) ?? Infinity)) {
    return ['StartingDesktop', 'Starting the desktop.'];
  }
  const { port, healthPath } = resolveRuntime(template);
  return [
    'StartingDesktop',
    `The desktop runs, but does not answer on port ${port} at ${healthPath}. If that lasts, its template's owner has to mend it.`,
  ];
}
