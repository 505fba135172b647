import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Desktops } from '../desktops/Desktops';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import { Ledger } from './Ledger';
import { takeBack } from './LedgerPage';
import { QuotasUnavailableError } from './QuotasUnavailableError';
import type { Reservation } from './Reservation';

/**
 * How long a reservation counts that nobody took back, in milliseconds, as after a crash of the portal: longer than any request may still
 * be on its way to the API server, or wait in it.
 */
const RESERVED_MS = 10 * 60_000;

/** How long after it was asked for a reservation may be used, in milliseconds: a portal that slept longer has to ask anew. */
const USABLE_MS = 60_000;

/** What {@link Reservations} stand on. */
export interface ReservationsOptions {
  desktops: Pick<Desktops, 'caughtUp' | 'clusters' | 'note' | 'now'>;
  /** A text that is different each time. */
  newId: () => string;
  logger: LoggerService;
}

/**
 * What is about to be started, reserved on a page that all replicas of the portal share (see {@link Ledger}): it counts for each of them
 * from before it is asked of the cluster.
 *
 * When the desktop is there it counts by itself. Its reservation is taken back then, and the page says which version of the desktop a replica
 * has to have seen before it counts anything again. So nothing is ever started that somebody did not count, and no count needs a list of
 * the API server.
 */
export class Reservations {
  readonly #options: ReservationsOptions;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #takingBack = new Set<Promise<void>>();

  constructor(options: ReservationsOptions) {
    this.#options = options;
  }

  /**
   * Does something while it is reserved.
   *
   * @param check - throws where the others leave no room for it; may be called again, with other ones
   * @throws what `check` and `act` throw; ClusterRefusedError, ClusterUnavailableError or QuotasUnavailableError when it cannot be reserved.
   */
  async during(
    wanted: Omit<Reservation, 'until'> & { cluster: string },
    check: (others: readonly Reservation[], own: Reservation) => void,
    act: () => Promise<SessionInCluster>,
  ): Promise<SessionInCluster> {
    const { desktops, newId } = this.#options;
    const { cluster: target, ...reserved } = wanted;
    const cluster = this.#clusterOfPage(target);
    // Nothing is started where nobody answers, and a reservation for it would count until that is certain.
    if (target !== cluster) await this.#reach(target);
    const ledger = this.#ledgerIn(cluster);
    const id = newId();
    const askedAt = desktops.now(cluster);
    const own = { ...reserved, until: askedAt + RESERVED_MS };
    await ledger.change(({ reservations }) => {
      check([...reservations.values()], own);
      reservations.set(id, own);
    });
    try {
      if (desktops.now(cluster) - askedAt > USABLE_MS) {
        throw new QuotasUnavailableError(
          'It took too long to find out what may be started. Try again.',
        );
      }
      const made = await act();
      this.#takeBackLater(ledger, id, made);
      return made;
    } catch (error) {
      // Whether the cluster has taken it is not known then: it counts until it cannot come any more.
      const isInDoubt = error instanceof ClusterUnavailableError;
      if (!isInDoubt) this.#takeBackLater(ledger, id);
      throw error;
    }
  }

  /** Resolves when what was not needed any more is taken back. */
  async settled(): Promise<void> {
    await Promise.all(this.#takingBack);
  }

  /** @throws ClusterUnavailableError when a cluster that could not be reached a moment ago still cannot. */
  async #reach(cluster: string): Promise<void> {
    const { desktops } = this.#options;
    const known = desktops.clusters().find(({ name }) => name === cluster);
    if (known?.state !== 'ok') await desktops.note(cluster).read();
  }

  #takeBackLater(ledger: Ledger, id: string, made?: SessionInCluster): void {
    const work = this.#takeBack(ledger, id, made)
      .catch(error =>
        this.#options.logger.warn(
          `What was reserved for a desktop could not be taken back, and counts for ${RESERVED_MS / 60_000} minutes at most: ${stringifyError(error)}`,
        ),
      )
      .finally(() => this.#takingBack.delete(work));
    this.#takingBack.add(work);
  }

  async #takeBack(
    ledger: Ledger,
    id: string,
    made?: SessionInCluster,
  ): Promise<void> {
    const version = made?.session.metadata.resourceVersion;
    if (!made || !version) {
      await ledger.change(page => takeBack(page, id));
      return;
    }
    const { cluster } = made;
    // Whoever reads the page waits until they have seen this, so it is not written before somebody has.
    await this.#options.desktops.caughtUp(cluster, version);
    await ledger.change(page => takeBack(page, id, { cluster, version }));
  }

  /**
   * All replicas write on the page in the first cluster that can be reached: so do bounds hold over several clusters too, and one that cannot
   * be reached keeps nobody from the others. While replicas do not agree on which that is, each page holds by itself.
   */
  #clusterOfPage(target: string): string {
    const clusters = this.#options.desktops.clusters();
    return clusters.find(({ state }) => state === 'ok')?.name ?? target;
  }

  #ledgerIn(cluster: string): Ledger {
    const { desktops } = this.#options;
    const known = this.#ledgers.get(cluster);
    if (known) return known;
    const ledger = new Ledger({
      note: desktops.note(cluster),
      now: () => desktops.now(cluster),
      catchUp: async ({ seen }) => {
        const states = new Map(
          desktops.clusters().map(it => [it.name, it.state]),
        );
        await Promise.all(
          [...seen]
            // The page was just read: what has it answers, however the watch of this replica is.
            .filter(([name]) => name === cluster || states.get(name) === 'ok')
            .map(([name, version]) => desktops.caughtUp(name, version)),
        );
      },
    });
    this.#ledgers.set(cluster, ledger);
    return ledger;
  }
}
