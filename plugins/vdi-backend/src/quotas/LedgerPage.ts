import { compareResourceVersions } from '@backstage-vdi/kube';
import type { Note } from '../desktops/SharedNote';
import { QuotasUnavailableError } from './QuotasUnavailableError';
import type { Reservation } from './Reservation';

/** What replicas of the portal tell each other: what is reserved, and what each has to know before it counts. */
export interface LedgerPage {
  /** By a key of each. */
  reservations: Map<string, Reservation>;
  /**
   * By cluster: the newest version of a session whose reservation was taken back because the session tells it itself. Whoever has not seen
   * that version yet knows neither.
   */
  seen: Map<string, string>;
}

/**
 * Reads a page. What is older than its time is left out, and so is what is not of this note: versions in one that was copied from another
 * cluster say nothing here, and would be waited for in vain. Pure.
 *
 * @throws QuotasUnavailableError when somebody has written something else on it.
 * @param now - by the cluster's clock, in milliseconds since 1970
 */
export function readPage({ data, uid }: Note, now: number): LedgerPage {
  const isCopy = data.uid !== undefined && data.uid !== uid;
  const { reservations = '{}', seen = '{}' } = isCopy ? {} : data;
  try {
    const reserved = Object.entries<Reservation>(JSON.parse(reservations));
    return {
      reservations: new Map(reserved.filter(([, { until }]) => until > now)),
      seen: new Map(Object.entries<string>(JSON.parse(seen))),
    };
  } catch (error) {
    throw new QuotasUnavailableError(
      'What the portal keeps of quotas in the cluster cannot be read. An administrator has to delete the ConfigMap "vdi-quotas".',
      error,
    );
  }
}

/** The note of a page: the next version of the one that it was read from. Pure. */
export function writePage(page: LedgerPage, { uid, version }: Note): Note {
  return {
    uid,
    version,
    data: {
      reservations: JSON.stringify(Object.fromEntries(page.reservations)),
      seen: JSON.stringify(Object.fromEntries(page.seen)),
      ...(uid && { uid }),
    },
  };
}

/** Takes a reservation back; where a session tells by itself what was reserved, from that version on. */
export function takeBack(
  { reservations, seen }: LedgerPage,
  id: string,
  told?: { cluster: string; version: string },
): void {
  reservations.delete(id);
  if (!told) return;
  const { cluster, version } = told;
  const before = seen.get(cluster) ?? '';
  if (compareResourceVersions(version, before) > 0) seen.set(cluster, version);
}
