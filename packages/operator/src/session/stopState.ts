import { hasHome } from '../children/buildHome';
import type { End } from '../policies/policy';
import { deletedAt, isStuck } from './podEnding';
import type { Summary } from './podState';
import type { SummaryInput } from './summary';
import { readyOf } from './tellAt';
import { fromTime, timeInWords } from './time';
import type { SessionView } from './view';

/** What is told of a desktop whose time is over, whatever ended it. */
export function describeStop(
  { session }: SessionView,
  end: End,
  { children, now }: SummaryInput,
): Summary {
  const { pod } = children.own;
  if (pod) {
    const ends = pod.metadata.deletionTimestamp !== undefined;
    const message =
      ends && isStuck(pod, now)
        ? 'Stopping the desktop: its node does not answer, so it is not known whether it has ended.'
        : 'Stopping the desktop.';
    return { reason: 'Stopping', message, since: ends ? deletedAt(pod) : now };
  }
  const reason = end.reason === 'Failed' ? 'ByAdmin' : end.reason;
  const { status } = session;
  const told = readyOf(session);
  // What was told of a stop stays, whatever session and template say afterwards.
  if (status?.phase === 'Stopped' && told?.reason === reason) {
    return { reason, message: told.message, since: now };
  }
  const at = timeInWords(fromTime(status?.stopTime) ?? now);
  const files = hasHome(session)
    ? 'Your files are kept.'
    : 'It had no home volume, so its files are gone.';
  const message = `Stopped at ${at}: ${end.why}. ${files}`;
  return { reason, message, since: now };
}
