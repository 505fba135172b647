import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';

/** A quota, and whose desktops count for it. */
export interface Bound {
  /** Entity ref of a user or a group, or an owner without one, as `canonicalOwner` spells it. */
  subject: string;
  /** Whether it is on a group's members together. */
  isGroup: boolean;
  /** Owners, as `canonicalOwner` spells them. */
  owners: ReadonlySet<string>;
  /** What is absent is not bounded. */
  allowed: Partial<QuotaAmounts>;
}
