import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { type Condition, finding, setConditions } from './conditions';
import { toTime } from './time';
import type { Status } from './view';

/**
 * The status of a session that could not be planned because of a bug: what it was, and that it does not get further. What runs goes
 * on running. `undefined` where that was told already.
 *
 * @param now - milliseconds since 1970
 */
export function unplannableStatus(
  { status }: VDISession,
  error: unknown,
  now: number,
): Status | undefined {
  const why = error instanceof Error ? error.message : String(error);
  const message = `The operator cannot work this desktop out (${why}). An administrator finds more in its log.`;
  const invalid = finding('Valid', false, 'InternalError', message);
  const present = status?.conditions ?? [];
  const told = present.find(({ type }) => type === invalid.type);
  if (told?.reason === invalid.reason && told.message === invalid.message) {
    return undefined;
  }
  const others = present.filter(({ type }) => type !== invalid.type);
  const [condition] = setConditions(present, [invalid], toTime(now));
  const conditions: Condition[] = [...others, condition];
  return { phase: 'Pending', ...status, conditions };
}
