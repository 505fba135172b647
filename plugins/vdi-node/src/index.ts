/**
 * Extension points of the backend plugin `vdi`, for modules that add to it.
 *
 * @packageDocumentation
 */
export type {
  Quota,
  QuotaAmounts,
  QuotaOwner,
  QuotaSource,
} from './QuotaSource';
export {
  vdiQuotasExtensionPoint,
  type VdiQuotasExtensionPoint,
} from './vdiQuotasExtensionPoint';
