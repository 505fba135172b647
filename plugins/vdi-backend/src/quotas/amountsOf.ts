import {
  parseBytes,
  SIZE_DEFAULTS,
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';

/**
 * What a desktop holds, of what quotas bound. It goes by what is wanted, not by what the cluster has done of it yet: who stops a desktop
 * may start another at once, and one that waits for its GPU holds its place. Pure.
 *
 * @param template - the session's; `undefined` where it does not exist
 */
export function amountsOf(
  { metadata, spec }: Pick<VDISession, 'metadata' | 'spec'>,
  template: VDITemplate | undefined,
): QuotaAmounts {
  const runs = spec.running !== false && !metadata.deletionTimestamp;
  const { enabled, size = SIZE_DEFAULTS.homeSize } = spec.persistence ?? {};
  return {
    running: runs ? 1 : 0,
    gpus: runs ? (sizeOf({ spec }, template).gpu ?? 0) : 0,
    homeSize: enabled === false ? 0 : (parseBytes(size) ?? 0),
  };
}
