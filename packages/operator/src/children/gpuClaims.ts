import {
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { GpuClaim } from './manifests';

/**
 * The claims by which a desktop gets its GPUs from a driver of Dynamic Resource Allocation, one for each; none where its template names
 * an extended resource, or no GPU. Kubernetes makes them of the template of claims, and removes them with the pod: a claim of our own, as
 * naming a device class would take, would be one more object for each session.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export function gpuClaims(
  session: VDISession,
  template: VDITemplate,
): GpuClaim[] {
  const { resourceClaimTemplateName } = template.spec.gpu ?? {};
  if (resourceClaimTemplateName === undefined) return [];
  const { gpu = 0 } = sizeOf(session, template);
  return Array.from({ length: gpu }, (_, index) => ({
    name: `gpu-${index + 1}`,
    resourceClaimTemplateName,
  }));
}
