import {
  parseDuration,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/** How long a desktop may run where neither its session nor its template says so: a working day. */
const DEFAULT_TIMEOUT_MS = 8 * 3_600_000;

/** The longest duration that the API server takes, some 292 years; older objects may have a longer one. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** What session and template together say of how long a desktop runs. */
export interface Terms {
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
  { spec }: VDISession,
  template: VDITemplate | undefined,
): Terms {
  const { timeout, idleTimeout } = template?.spec ?? {};
  const max = readDuration(timeout?.max) ?? Infinity;
  const usual = readDuration(timeout?.default);
  const wanted = readDuration(spec.timeout) ?? usual ?? DEFAULT_TIMEOUT_MS;
  const timeoutMs = Math.min(wanted, max);
  return {
    timeoutMs,
    timeoutOf:
      timeoutMs === max || timeoutMs === usual ? 'template' : 'desktop',
    idleMs: readDuration(spec.idleTimeout) ?? readDuration(idleTimeout),
  };
}
