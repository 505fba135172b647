import type { AuditedWrite } from './auditLog';

/** The time in which one replica had the lease, by the API server's clock. */
export interface Reign {
  user: string;
  /** When its write that took the lease arrived, and when that was done. */
  asked: number;
  from: number;
  /** When its last write that renewed the lease arrived. */
  renewed: number;
}

const isTaken = ({ resource, status }: AuditedWrite) =>
  resource === 'leases' && status < 300;

/**
 * Who had the lease, one after the other. Each write of a Lease is conditional on what it was before, so whoever wrote it last has
 * it.
 */
export function reignsOf(writes: AuditedWrite[]): Reign[] {
  const reigns: Reign[] = [];
  const taken = writes
    .filter(isTaken)
    .sort((a, b) => a.completedAt - b.completedAt);
  for (const { user, receivedAt, completedAt } of taken) {
    const last = reigns.at(-1);
    if (last?.user === user) {
      last.renewed = receivedAt;
    } else {
      reigns.push({
        user,
        asked: receivedAt,
        from: completedAt,
        renewed: receivedAt,
      });
    }
  }
  return reigns;
}

/**
 * Writes of a replica that were done while another had the lease, or after its own had run out. Defends: nobody writes but the leader.
 *
 * A process can be paused between its last look at the clock and the system call that sends. What it sends then when it wakes is cut
 * off in the middle, as its leadership is over by then: the API server hears of it and does not do it.
 *
 * @param users - the replicas
 * @param leaseMs - how long the lease lasts after a renewal
 */
export function usurpations(
  writes: AuditedWrite[],
  users: Iterable<string>,
  leaseMs: number,
): string[] {
  const replicas = new Set(users);
  const reigns = reignsOf(writes);
  const renewals = writes.filter(isTaken);
  return writes
    .filter(
      ({ user, resource, status }) =>
        replicas.has(user) && resource !== 'leases' && status < 300,
    )
    .flatMap(write => {
      const { user, verb, resource, name, receivedAt } = write;
      const what = `${user} sent ${verb} ${resource} ${name}`;
      const present = reigns.findLast(({ from }) => from <= receivedAt);
      const coming = reigns.find(
        ({ asked, from }) => asked <= receivedAt && receivedAt < from,
      );
      if (present?.user !== user && coming?.user !== user) {
        return [`${what} while ${present?.user ?? 'nobody'} had the lease`];
      }
      const renewed = renewals.findLast(
        renewal => renewal.user === user && renewal.receivedAt <= receivedAt,
      );
      const age = receivedAt - (renewed?.receivedAt ?? 0);
      return age > leaseMs
        ? [`${what} ${Math.round(age)} ms after it renewed the lease`]
        : [];
    });
}
