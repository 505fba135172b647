import {
  ANNOTATION_RESTARTED_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { SessionChange } from '../desktops/SessionChange';

/** What starts a desktop; `undefined` where it is to run already. Pure. */
export function planStart({ spec }: VDISession): SessionChange | undefined {
  return spec.running === false ? { spec: { running: true } } : undefined;
}

/** What stops a desktop; `undefined` where it is not to run anyway. Pure. */
export function planStop({ spec }: VDISession): SessionChange | undefined {
  return spec.running === false ? undefined : { spec: { running: false } };
}

/**
 * What ends a desktop and starts it again; one that is stopped is started. Pure.
 *
 * @param now - what time it is for the cluster, in milliseconds since 1970
 */
export function planRestart(session: VDISession, now: number): SessionChange {
  const annotations = {
    [ANNOTATION_RESTARTED_AT]: new Date(now).toISOString(),
  };
  return planStart(session) ?? { annotations };
}
