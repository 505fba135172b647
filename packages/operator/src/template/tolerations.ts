import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Taint } from '../nodes/nodeRecord';

/** What a pod puts up with. */
export type Toleration = NonNullable<
  VDITemplate['spec']['tolerations']
>[number];

/**
 * What a template's desktops put up with: what it says, and the taint that keeps pods without GPUs off nodes with them, which Kubernetes'
 * admission plugin ExtendedResourceToleration lets a pod that asks for GPUs tolerate.
 */
export function tolerationsOf({ spec }: VDITemplate): Toleration[] {
  const key = spec.gpu?.resourceName;
  return [
    ...(spec.tolerations ?? []),
    ...(key === undefined
      ? []
      : [{ key, operator: 'Exists' as const, effect: 'NoSchedule' as const }]),
  ];
}

/** Whether one of them puts up with a taint. An absent key or effect stands for any. */
export function isTolerated(taint: Taint, tolerations: Toleration[]): boolean {
  return tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (key === undefined || key === '' || key === taint.key) &&
      (effect === undefined || effect === taint.effect) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}
