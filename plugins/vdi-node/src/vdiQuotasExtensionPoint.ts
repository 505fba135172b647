import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { QuotaSource } from './QuotaSource';

/** What modules of the plugin `vdi` may do with quotas. */
export interface VdiQuotasExtensionPoint {
  /** Adds a source beside app-config and those that were added before. Of all that apply the strictest quota holds. */
  addQuotaSource(source: QuotaSource): void;
}

/** Where modules add {@link QuotaSource}s. */
export const vdiQuotasExtensionPoint =
  createExtensionPoint<VdiQuotasExtensionPoint>({ id: 'vdi.quotas' });
