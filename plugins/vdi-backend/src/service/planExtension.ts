import {
  ANNOTATION_ACTIVE_AT,
  type Extension,
  formatDuration,
  readDuration,
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { SessionChange } from '../desktops/SessionChange';
import { InvalidFieldError } from './errors';
import { SessionStateError } from './stateErrors';

/** What one click adds: enough to end what one is doing, and little enough to be asked again before a GPU stays held overnight. */
const DEFAULT_EXTENSION = '1h';

/**
 * What gives a running desktop more time: its longest run becomes longer, up to the template's `timeout.max`, and it counts as used. One
 * that would stop because nobody is connected is only kept, unless the caller says how much to add. Pure.
 *
 * @param template - the session's; `undefined` where it does not exist
 * @param now - what time it is for the cluster, in milliseconds since 1970
 * @throws InvalidFieldError when nothing would be added.
 * @throws SessionStateError when it does not run, or has all the time that its template allows.
 */
export function planExtension(
  { by }: Extension,
  session: VDISession,
  template: VDITemplate | undefined,
  now: number,
): SessionChange {
  const { metadata, spec, status } = session;
  if (spec.running === false || status?.phase !== 'Running') {
    throw new SessionStateError(
      'VDI_NOT_RUNNING',
      `The desktop "${metadata.name}" does not run, and has its whole time from when it does.`,
    );
  }
  const annotations = { [ANNOTATION_ACTIVE_AT]: new Date(now).toISOString() };
  const onlyKept = by === undefined && status.stopsAt?.reason === 'Idle';
  if (onlyKept) return { annotations };

  const added = readDuration(by ?? DEFAULT_EXTENSION)!;
  if (added <= 0) throw new InvalidFieldError('by', 'must be longer than zero');
  const { timeoutMs } = termsOf(session, template);
  const max = readDuration(template?.spec.timeout?.max) ?? Infinity;
  if (timeoutMs >= max) {
    throw new SessionStateError(
      'VDI_AT_LIMIT',
      `The desktop "${metadata.name}" has the ${formatDuration(max)} that its template allows at most. Save your work; it can be started again when it has stopped.`,
    );
  }
  const timeout = goDuration(Math.min(timeoutMs + added, max));
  return { annotations, spec: { timeout } };
}

/** A Go duration of milliseconds, in the units that people write. */
function goDuration(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const;
  let left = Math.round(ms);
  return units
    .map(([unit, length]) => {
      const count = Math.floor(left / length);
      left -= count * length;
      return count ? `${count}${unit}` : '';
    })
    .join('');
}
