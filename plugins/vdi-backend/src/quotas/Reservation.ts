import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import type { RequestMark } from '../service/requestMark';

/** What a desktop is about to hold that somebody makes, starts or enlarges at this moment. */
export interface Reservation {
  /** As `canonicalOwner` spells it. */
  owner: string;
  /** Which desktop: {@link placeKey} of one that exists, {@link requestKey} of one that is being made. */
  holder: string;
  /** The key of the request that makes it; absent for one that exists. Of one that was sent twice each has its own desktop here. */
  request?: string;
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

/** The desktop that a request makes, by its mark: its place is not known before it is there. */
export function requestKey({ key, attempt }: RequestMark): string {
  return `request:${key}.${attempt}`;
}
