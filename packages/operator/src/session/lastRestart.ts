import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { restartedAt } from './podEnding';
import { lossOf } from './podLoss';
import type { PodRecord } from './records';
import { fromTime, toTime } from './time';
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
  const toldAt = fromTime(told?.time) ?? 0;
  const created = fromTime(pod?.metadata.creationTimestamp);
  if (!pod || created === undefined) return told;

  const loss = lossOf(pod);
  if (loss) {
    // Told before the pod is deleted, which is all that knows of it.
    const { reason, why } = loss;
    return told && toldAt >= created
      ? told
      : { time: toTime(Math.max(now, created)), reason, message: why };
  }
  const started = fromTime(status?.startTime);
  const replaced = started !== undefined && started < created;
  if (!replaced || (told && toldAt > started)) return told;
  const asked = restartedAt(session);
  const time = toTime(created);
  return asked !== undefined && asked > started && asked <= created + 1_000
    ? { time, reason: 'ByUser', message: 'its owner asked for it' }
    : { time, reason: 'PodDeleted', message: 'its pod was deleted' };
}
