import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import { type QuotaResource, RESOURCES } from './amounts';
import type { Bound } from './Bound';

/** A bound that would not hold. */
export interface Excess {
  bound: Bound;
  resource: QuotaResource;
  /** What is used of it now. */
  used: number;
  allowed: number;
  /** How much more is asked for. */
  asked: number;
}

/**
 * The bound that would be exceeded, of several the one that leaves least. What is over already, as after a bound was lowered, keeps nobody
 * from what takes no more of it. Pure.
 *
 * @param count - what counts for a bound, as it is and as it would be
 */
export function findExcess(
  bounds: readonly Bound[],
  count: (bound: Bound) => { now: QuotaAmounts; then: QuotaAmounts },
): Excess | undefined {
  return bounds
    .flatMap(bound => {
      const { now, then } = count(bound);
      return RESOURCES.flatMap((resource): Excess[] => {
        const allowed = bound.allowed[resource] ?? Infinity;
        const used = now[resource];
        const asked = then[resource] - used;
        return asked > 0 && then[resource] > allowed
          ? [{ bound, resource, used, allowed, asked }]
          : [];
      });
    })
    .sort(byWhatIsLeft)[0];
}

function byWhatIsLeft(a: Excess, b: Excess): number {
  return (
    RESOURCES.indexOf(a.resource) - RESOURCES.indexOf(b.resource) ||
    a.allowed - a.used - (b.allowed - b.used)
  );
}
