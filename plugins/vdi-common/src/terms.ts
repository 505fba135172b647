import { parseDuration } from './duration';
import type { VDISession } from './generated/VDISession';
import type { VDITemplate } from './generated/VDITemplate';

/** How long a desktop may run where neither its session nor its template says so: a working day. */
export const DEFAULT_TIMEOUT = '8h';

/** The longest duration that the API server takes, some 292 years; older objects may have a longer one. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** What session and template together say of how long a desktop runs. */
export interface Terms {
  /** The longest run, as a Go duration. */
  timeout: string;
  /** The longest run, in milliseconds. */
  timeoutMs: number;
  /** Whose limit that is. */
  timeoutOf: 'desktop' | 'template';
  /** How long nobody may be connected, in milliseconds. For ever where absent. */
  idleMs?: number;
}

/** Milliseconds of a duration; `undefined` where there is none, or none that can be read. */
export function readDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return Math.min(parseDuration(text), LONGEST_MS);
  } catch {
    return undefined;
  }
}

/** The session's own terms, else its template's defaults; never more than the template's `timeout.max`. Pure. */
export function termsOf(
  { spec }: Pick<VDISession, 'spec'>,
  template: VDITemplate | undefined,
): Terms {
  const { timeout = {}, idleTimeout } = template?.spec ?? {};
  const usual = readDuration(timeout.default);
  const max = readDuration(timeout.max) ?? Infinity;
  const texts = [spec.timeout, timeout.default, DEFAULT_TIMEOUT];
  const wanted = texts.find(text => readDuration(text) !== undefined)!;
  const timeoutMs = Math.min(readDuration(wanted)!, max);
  return {
    timeout: timeoutMs === max ? timeout.max! : wanted,
    timeoutMs,
    timeoutOf:
      timeoutMs === max || timeoutMs === usual ? 'template' : 'desktop',
    idleMs: readDuration(spec.idleTimeout) ?? readDuration(idleTimeout),
  };
}
