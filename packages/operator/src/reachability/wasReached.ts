import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { isOf } from '../session/run';
import type { PodRecord } from '../session/records';

/**
 * Whether a status says of the run of this pod that its desktop answered at its address, or could be used. What was seen once holds for
 * the run: a Traefik that restarts takes no desktop away from whoever works in it, and is none of the session's business.
 */
export function wasReached({ status }: VDISession, pod: PodRecord): boolean {
  if (!isOf(status, pod)) return false;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return status?.timings?.routed !== undefined || ready?.status === 'True';
}
