import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import { markOn } from '../service/requestMark';
import type { SessionInCluster } from '../service/SessionInCluster';
import { combine, NOTHING } from './amounts';
import { amountsOf } from './amountsOf';
import { placeKey, requestKey, type Reservation } from './Reservation';

/**
 * What desktops hold together, those among them that are being made or started at this moment. A desktop that is known and reserved for too
 * counts once, by whichever is more: what is in memory may be older or newer than the reservation. Pure.
 *
 * @param known.reservations - those for these very desktops, and for others of their owners
 */
export function countHeld(known: {
  sessions: readonly SessionInCluster[];
  reservations: readonly Reservation[];
  templateOf: (session: SessionInCluster) => VDITemplate | undefined;
}): QuotaAmounts {
  const held = new Map<string, QuotaAmounts>();
  const placeOfRequest = new Map<string, string>();
  for (const it of known.sessions) {
    const { cluster, session } = it;
    const place = placeKey({ cluster, ...session.metadata });
    held.set(place, amountsOf(session, known.templateOf(it)));
    const mark = markOn(session);
    if (mark) placeOfRequest.set(requestKey(mark), place);
  }
  for (const { holder, amounts } of known.reservations) {
    const key = placeOfRequest.get(holder) ?? holder;
    held.set(key, combine(held.get(key) ?? NOTHING, amounts, Math.max));
  }
  return [...held.values()].reduce(
    (sum, each) => combine(sum, each, (a, b) => a + b),
    NOTHING,
  );
}
