import { resolveRuntime } from '../runtimes/resolveRuntime';
import type { Scheme } from '../routes/RouteRenderer';
import type { PodRecord } from './records';
import type { SessionView } from './view';

/**
 * How a session's desktop speaks: one that runs does as when its pod was made, whatever its template says meanwhile. `undefined` where
 * there is neither.
 */
export function schemeOf(
  { template }: Pick<SessionView, 'template'>,
  pod: PodRecord | undefined,
): Scheme | undefined {
  return pod?.scheme ?? (template && resolveRuntime(template).scheme);
}
