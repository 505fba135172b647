import { ANNOTATION_RESTARTED_AT } from '@backstage-vdi/plugin-vdi-common';
import type { SessionChange } from '../desktops/SessionChange';

// Said also where it is so already: to Kubernetes that is no change, and it refuses it where another replica of the portal has just
// made it otherwise.

/** What starts a desktop. */
export function planStart(): SessionChange {
  return { spec: { running: true } };
}

/** What stops a desktop. */
export function planStop(): SessionChange {
  return { spec: { running: false } };
}

/**
 * What ends a desktop and starts it again; one that is stopped is started.
 *
 * @param now - what time it is for the cluster, in milliseconds since 1970
 */
export function planRestart(now: number): SessionChange {
  const annotations = {
    [ANNOTATION_RESTARTED_AT]: new Date(now).toISOString(),
  };
  return { annotations, spec: { running: true } };
}
