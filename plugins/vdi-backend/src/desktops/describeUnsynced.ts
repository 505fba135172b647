import type { ReflectorHealth } from '@backstage-vdi/kube';
import { NOT_REACHED } from './clusterError';

/** Why there is nothing to answer from yet, and what to do about it, for whoever asks: addresses and accounts are for the log. */
export function describeUnsynced(watches: readonly ReflectorHealth[]): string {
  if (watches.some(({ state }) => state === 'absent')) {
    return 'The cluster does not know VDISession and VDITemplate objects. An administrator has to install the CRDs of the vdi-operator chart.';
  }
  if (watches.some(({ state }) => state === 'forbidden')) {
    return 'The portal may not read desktops in the cluster. An administrator has to give it the rights of manifests/rbac.yaml.';
  }
  return watches.some(({ error }) => error !== undefined)
    ? NOT_REACHED
    : 'The desktops are being read from the cluster. Try again in a moment.';
}
