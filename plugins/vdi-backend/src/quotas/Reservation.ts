import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import type { RequestMark } from '../service/requestMark';

/** What a desktop is about to hold that somebody makes, starts or enlarges at this moment. */
export interface Reservation {
  /** As `canonicalOwner` spells it. */
  owner: string;
  /** Which desktop: its {@link placeKey}, or the {@link requestKey} of one whose name is not known before it is there. */
  holder: string;
  /** What it is to hold, all of it. */
  amounts: QuotaAmounts;
  /** Until when it counts, where nobody takes it back: milliseconds since 1970, by the cluster's clock. */
  until: number;
}

/** The desktop that is in this place. */
export function placeKey(at: {
  cluster: string;
  namespace?: string;
  name: string;
}): string {
  return `${at.cluster}/${at.namespace ?? ''}/${at.name}`;
}

/** The desktop that a request without an `Idempotency-Key` makes, by its mark. */
export function requestKey({ key, attempt }: RequestMark): string {
  return `request:${key}.${attempt}`;
}
