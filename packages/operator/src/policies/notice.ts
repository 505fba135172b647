import { fromTime } from '../session/time';
import type { Status } from '../session/view';
import type { End } from './policy';

/** How long before its end a desktop says so, in milliseconds: never before half of its time is over. */
export function noticeOf({ whole }: End, warnBefore: number): number {
  return Math.min(warnBefore, whole / 2);
}

/** When a desktop says that it ends soon, in milliseconds since 1970. */
export function warnsAt(end: End, warnBefore: number): number {
  return end.at - noticeOf(end, warnBefore);
}

/**
 * No clock stops a desktop without a warning: an end that comes nearer all at once, because a template allows less now or because
 * nobody looked for a while, leaves the usual time since it was told.
 */
export function withNotice(
  end: End,
  status: Status | undefined,
  now: number,
  warnBefore: number,
): End {
  if (now < warnsAt(end, warnBefore)) return end;
  const expiring = status?.conditions?.find(({ type }) => type === 'Expiring');
  const told =
    expiring?.status === 'True'
      ? (fromTime(expiring.lastTransitionTime) ?? 0)
      : // What is told now is told in whole seconds.
        Math.floor(now / 1_000) * 1_000;
  // Told in what is the future now: the clock was set back. The warning was read all the same.
  const notBefore = told > now ? 0 : told + noticeOf(end, warnBefore);
  return { ...end, at: Math.max(end.at, notBefore) };
}
