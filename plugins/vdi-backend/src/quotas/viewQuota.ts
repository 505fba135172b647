import type { QuotaView } from '@backstage-vdi/plugin-vdi-common';
import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import { RESOURCES } from './amounts';
import type { Bound } from './Bound';

/** What somebody is shown of what they may use. Of several bounds the one counts that leaves least. Pure. */
export function viewQuota(quota: {
  userRef: string;
  used: QuotaAmounts;
  bounds: readonly (Bound & { used: QuotaAmounts })[];
}): QuotaView {
  const left: Partial<QuotaAmounts> = {};
  for (const { allowed, used } of quota.bounds) {
    for (const resource of RESOURCES) {
      const bound = allowed[resource];
      if (bound === undefined) continue;
      const rest = Math.max(0, bound - used[resource]);
      left[resource] = Math.min(left[resource] ?? Infinity, rest);
    }
  }
  return {
    userRef: quota.userRef,
    used: quota.used,
    left,
    quotas: quota.bounds.map(({ subject, used, allowed }) => ({
      subject,
      used,
      allowed,
    })),
  };
}
