import {
  canonicalOwner,
  type OwnedBy,
  type QuotaView,
} from '@backstage-vdi/plugin-vdi-common';
import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import type { Desktops } from '../desktops/Desktops';
import type { Caller } from '../service/identity';
import { ownersOf } from '../service/ownership';
import type { SessionInCluster } from '../service/SessionInCluster';
import { RESOURCES } from './amounts';
import type { BoundsFinder } from './BoundsFinder';
import { countHeld } from './countHeld';
import { type Excess, findExcess } from './findExcess';
import { QuotaExceededError } from './QuotaExceededError';
import { placeKey, type Reservation } from './Reservation';
import type { Reservations } from './Reservations';
import { sessionsToStop } from './sessionsToStop';
import { tellExcess } from './tellExcess';
import { viewQuota } from './viewQuota';

/** A desktop that somebody wants to have, to have running, or to have larger. */
export interface WantedDesktop {
  /** Who wants it. */
  caller: Pick<Caller, 'userRef' | 'email'>;
  /** Whether they may see a desktop: of others they are told nothing. */
  maySee(session: SessionInCluster): boolean;
  /** Whose it is: their quotas hold, whoever wants it. */
  owner: OwnedBy;
  cluster: string;
  /** Which desktop, as in a {@link Reservation}. */
  holder: string;
  /** What it holds now. */
  before: QuotaAmounts;
  /** What it is to hold. */
  after: QuotaAmounts;
}

/** Holds desktops to quotas, however many are started at one moment by however many replicas of the portal. */
export class Quotas {
  readonly #desktops: Pick<Desktops, 'sessionsOf' | 'template'>;
  readonly #bounds: Pick<BoundsFinder, 'boundsFor'>;
  readonly #reservations: Pick<Reservations, 'during'>;

  constructor(options: {
    desktops: Pick<Desktops, 'sessionsOf' | 'template'>;
    bounds: Pick<BoundsFinder, 'boundsFor'>;
    reservations: Pick<Reservations, 'during'>;
  }) {
    this.#desktops = options.desktops;
    this.#bounds = options.bounds;
    this.#reservations = options.reservations;
  }

  /**
   * Makes or changes a desktop where quotas leave room for it. Where none holds for its owner, nothing is written beside it.
   *
   * @throws QuotaExceededError when they do not.
   * @throws QuotasUnavailableError when that cannot be found out.
   * @throws what `act` throws; ClusterRefusedError or ClusterUnavailableError also when it cannot be reserved.
   */
  async admit(
    wanted: WantedDesktop,
    act: () => Promise<SessionInCluster>,
  ): Promise<SessionInCluster> {
    const { before, after, owner, cluster, holder } = wanted;
    const more = RESOURCES.filter(it => after[it] > before[it]);
    if (!more.length) return act();
    const bounds = (await this.#bounds.boundsFor(owner)).filter(({ allowed }) =>
      more.some(it => allowed[it] !== undefined),
    );
    if (!bounds.length) return act();
    return this.#reservations.during(
      {
        cluster,
        owner: canonicalOwner(owner),
        holder,
        amounts: after,
      },
      (others, own) => {
        const excess = findExcess(bounds, ({ owners }) => ({
          now: this.#count(owners, others),
          then: this.#count(owners, [...others, own]),
        }));
        if (excess) throw this.#refusal(excess, wanted);
      },
      act,
    );
  }

  /** What somebody may use, and does. */
  async of(caller: Pick<Caller, 'userRef' | 'email'>): Promise<QuotaView> {
    const { userRef, email: user = '' } = caller;
    const bounds = await this.#bounds.boundsFor({ userRef, user });
    return viewQuota({
      userRef,
      used: this.#count(new Set(ownersOf(caller)), []),
      bounds: bounds.map(bound => ({
        ...bound,
        used: this.#count(bound.owners, []),
      })),
    });
  }

  #count(
    owners: ReadonlySet<string>,
    reservations: readonly Reservation[],
  ): QuotaAmounts {
    return countHeld({
      sessions: this.#desktops.sessionsOf([...owners]),
      reservations: reservations.filter(({ owner }) => owners.has(owner)),
      templateOf: this.#templateOf,
    });
  }

  #refusal(excess: Excess, wanted: WantedDesktop) {
    const { caller, maySee, owner, holder } = wanted;
    const { bound, resource, used, allowed, asked } = excess;
    const readers = ownersOf(caller);
    const ownerOfIt = canonicalOwner(owner);
    const isReader = readers.includes(ownerOfIt);
    // Of a group's desktops those of others are not the reader's to know of, nor to stop.
    const known = isReader ? readers : [ownerOfIt];
    const sessions = sessionsToStop(
      this.#desktops.sessionsOf(known).filter(maySee),
      resource,
      this.#templateOf,
    ).filter(it => placeKey(it) !== holder);
    const titles = sessions.map(({ title }) => title);
    return new QuotaExceededError(tellExcess(excess, { isReader, titles }), {
      subject: bound.subject,
      resource,
      used,
      allowed,
      asked,
      sessions,
    });
  }

  #templateOf = ({ cluster, session }: SessionInCluster) =>
    this.#desktops.template({ cluster, name: session.spec.template });
}
