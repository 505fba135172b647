import type { ReflectorHealth } from '@backstage-vdi/kube';

/** Why there is nothing to answer from yet, and what to do about it. */
export function describeUnsynced(watches: readonly ReflectorHealth[]): string {
  if (watches.some(({ state }) => state === 'absent')) {
    return 'The cluster does not know VDISession and VDITemplate objects. An administrator has to install the CRDs of the vdi-operator chart.';
  }
  const forbidden = watches.find(({ state }) => state === 'forbidden');
  if (forbidden) {
    return `The portal may not read desktops in the cluster. An administrator has to give it the rights of manifests/rbac.yaml. ${forbidden.error ?? ''}`.trim();
  }
  const error = watches.find(watch => watch.error !== undefined)?.error;
  return error === undefined
    ? 'The desktops are being read from Kubernetes. Try again in a moment.'
    : `Kubernetes cannot be reached at the moment: ${error}`;
}
