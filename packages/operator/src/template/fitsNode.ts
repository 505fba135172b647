import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { NodeRecord } from '../nodes/nodeRecord';
import { isRequiredNode } from './requiredNodes';
import { isTolerated, tolerationsOf } from './tolerations';

/**
 * Whether a desktop of a template could run on a node, as far as the scheduler does not look at who is there already. Nodes do not tell of
 * GPUs that are claimed.
 */
export function fitsNode(
  template: VDITemplate,
  name: string,
  { usable, gpus, labels, taints }: NodeRecord,
): boolean {
  const { gpu, nodeSelector = {}, affinity } = template.spec;
  const tolerations = tolerationsOf(template);
  return (
    usable &&
    (!gpu?.resourceName || (gpus.get(gpu.resourceName) ?? 0) > 0) &&
    Object.entries(nodeSelector).every(
      ([key, value]) => labels[key] === value,
    ) &&
    isRequiredNode(affinity, name, labels) &&
    taints.every(taint => isTolerated(taint, tolerations))
  );
}
