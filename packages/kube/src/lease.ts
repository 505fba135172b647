import { microTime } from './microTime';
import { KubeObject } from './object';
import { Resource } from './resource';

/** A Lease of coordination.k8s.io/v1, as far as an elector reads it; what else there is stays as it is. */
export interface Lease extends KubeObject {
  spec?: {
    /** Empty or absent: nobody. */
    holderIdentity?: string;
    /** For how long after a renewal nobody else may take it. */
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    /** How often it changed hands. */
    leaseTransitions?: number;
  };
}

export const LEASE: Resource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  kind: 'Lease',
  namespaced: true,
};

/** Who holds a lease; empty: nobody. */
export const holderOf = (lease: Lease | undefined) =>
  lease?.spec?.holderIdentity ?? '';

/** The lease as its holder writes it, newly taken or renewed. */
export function heldLease(
  lease: Lease,
  holder: { identity: string; durationMs: number; nowMs: number },
): Lease {
  const { spec = {} } = lease;
  const renewTime = microTime(holder.nowMs, spec.renewTime);
  const isRenewal = holderOf(lease) === holder.identity;
  return {
    ...lease,
    spec: {
      ...spec,
      holderIdentity: holder.identity,
      leaseDurationSeconds: Math.ceil(holder.durationMs / 1000),
      renewTime,
      ...(!isRenewal && {
        acquireTime: renewTime,
        leaseTransitions: (spec.leaseTransitions ?? -1) + 1,
      }),
    },
  };
}

/** The lease as its holder leaves it: anybody may take it at once. */
export function releasedLease(lease: Lease, nowMs: number): Lease {
  return {
    ...lease,
    spec: {
      ...lease.spec,
      holderIdentity: undefined,
      // Zero is refused; client-go writes this too.
      leaseDurationSeconds: 1,
      renewTime: microTime(nowMs, lease.spec?.renewTime),
    },
  };
}
