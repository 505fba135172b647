import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { restartedAt } from './podEnding';
import { LOSS_REASONS, lossOf } from './podLoss';
import type { PodRecord } from './records';
import { isReplacement } from './run';
import { fromTime, toTime } from './time';
import { readyOf } from './tellAt';
import type { Status } from './view';

/**
 * When and why the present run took the place of another that was not stopped. Told until the desktop is stopped.
 *
 * @param now - milliseconds since 1970
 */
export function lastRestartOf(
  session: VDISession,
  pod: PodRecord | undefined,
  now: number,
): Status['lastRestart'] {
  const { status } = session;
  const told = status?.lastRestart;
  const created = fromTime(pod?.metadata.creationTimestamp);
  if (!pod || created === undefined) return told;

  const loss = lossOf(pod);
  if (loss) {
    // Told before the pod is deleted, which is all that knows of it.
    const { reason, why } = loss;
    return told?.reason === reason && fromTime(told.time)! >= created
      ? told
      : { time: toTime(Math.max(now, created)), reason, message: why };
  }
  const lost = LOSS_REASONS.has(readyOf(session)?.reason);
  if (!isReplacement(status, pod) || (told && lost)) return told;
  const time = toTime(created);
  return isAskedFor(session, created)
    ? { time, reason: 'ByUser', message: 'its owner asked for it' }
    : { time, reason: 'PodDeleted', message: 'its pod was deleted' };
}

/** Whether a pod that was made then was made because somebody asked for a restart. Times of making are cut to seconds. */
export function isAskedFor(session: VDISession, created: number): boolean {
  const asked = restartedAt(session);
  const started = fromTime(session.status?.startTime) ?? 0;
  return asked !== undefined && asked >= started && asked < created + 1_000;
}
