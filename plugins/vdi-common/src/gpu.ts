import type { VDITemplate } from './generated/VDITemplate';

/** What a template says of its GPU. */
export type TemplateGpu = NonNullable<VDITemplate['spec']['gpu']>;

/** Whether one GPU is all of it, a slice with memory of its own, or a share in time. */
export type GpuSharing = NonNullable<TemplateGpu['sharing']>;

/** What of a template tells how its GPU is shared. */
export type SharedGpu = Pick<TemplateGpu, 'resourceName' | 'sharing'>;

/** How NVIDIA's device plugin calls a slice. */
const SLICE = /^nvidia\.com\/mig-(.+?)(\.shared)?$/;

/** What a template calls its GPU: an extended resource, which has a slash in it, or a ResourceClaimTemplate, which has none. */
export function gpuName(
  gpu: Pick<TemplateGpu, 'resourceName' | 'resourceClaimTemplateName'>,
): string {
  // The schema has one of them said.
  return gpu.resourceName ?? gpu.resourceClaimTemplateName ?? '';
}

/**
 * How a GPU is shared, as far as NVIDIA's device plugin tells by the name of the resource.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus
 */
export function sharingByName(
  resourceName = '',
): Exclude<GpuSharing, 'none'> | undefined {
  if (resourceName.endsWith('.shared')) return 'time';
  return SLICE.test(resourceName) ? 'slice' : undefined;
}

/** How a GPU is shared; `undefined` where it is not known. Of name and template, the one that promises less holds. */
export function sharingOf(gpu: SharedGpu): GpuSharing | undefined {
  return gpu.sharing === 'time'
    ? 'time'
    : (sharingByName(gpu.resourceName) ?? gpu.sharing);
}

/**
 * How a GPU is shared, for those who choose it and work with it: a phrase without a full stop.
 *
 * @param count - how many of them a desktop has
 */
export function describeSharing(gpu: SharedGpu, count = 1): string {
  const several = count > 1;
  const [, profile] = SLICE.exec(gpu.resourceName ?? '') ?? [];
  const mig = profile ? ` (MIG ${profile})` : '';
  switch (sharingOf(gpu)) {
    case 'time':
      return `Shares ${profile ? 'a slice of ' : ''}a GPU${mig} in time with others: no memory of its own`;
    case 'slice':
      return several
        ? `${count} slices of GPUs${mig}, each with memory of its own`
        : `A slice of a GPU${mig}, with memory of its own`;
    case 'none':
      return several ? `${count} whole GPUs` : 'A whole GPU';
    default:
      return several
        ? `${count} GPUs; whether others share them is not known`
        : 'A GPU; whether others share it is not known';
  }
}
