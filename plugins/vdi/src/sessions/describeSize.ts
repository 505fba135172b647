import {
  formatBytes,
  formatCpu,
  type SessionView,
  sharingOf,
  type TemplateView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Translate } from '../translation';

/** Size of a desktop in one line: `1/4 of an L4, shared, 8 GiB`, `2 × L4, 24 GiB`, `CPU, 4 GiB`. */
export function describeSize(
  { gpu, gpuNote, memory: quantity }: SessionView['resources'],
  t: Translate,
): string {
  const memory = formatBytes(quantity);
  if (!gpu) return t('size.cpu', { memory });
  if (!gpuNote) {
    return t('size.gpu', { gpu: t('size.gpuUnnamed', { count: gpu }), memory });
  }
  return gpu === 1
    ? t('size.gpu', { gpu: gpuNote, memory })
    : t('size.gpus', { number: String(gpu), gpu: gpuNote, memory });
}

/** What a template's GPU is: `1 × L4`, `2 GPUs`, `CPU · no GPU`. */
export function nameGpu(
  { gpu, resources }: TemplateView,
  t: Translate,
): string {
  if (!gpu) return t('size.noGpu');
  return gpu.note ?? t('size.gpuUnnamed', { count: resources.gpu ?? 1 });
}

/** A template's GPU and, in a word, how it is shared: `1 × L4 · whole`, `CPU · no GPU`. */
export function describeGpu(template: TemplateView, t: Translate): string {
  const name = nameGpu(template, t);
  switch (template.gpu && sharingOf(template.gpu)) {
    case 'none':
      return t('size.whole', { gpu: name });
    case 'slice':
      return t('size.slice', { gpu: name });
    case 'time':
      return t('size.shared', { gpu: name });
    default:
      return name;
  }
}

/** What a template's desktop gets besides its GPU: `2 CPUs, 4 GiB memory`. */
export function describeResources(
  { resources }: TemplateView,
  t: Translate,
): string {
  const memory = formatBytes(resources.memory);
  return resources.cpu
    ? t('size.cores', { cpu: formatCpu(resources.cpu), memory })
    : t('size.memory', { memory });
}
