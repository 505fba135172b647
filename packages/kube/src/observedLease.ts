import { Clock } from './clock';
import { holderOf, Lease } from './lease';
import { compareResourceVersions } from './resourceVersion';

const versionOf = (lease: Lease | undefined) =>
  lease?.metadata?.resourceVersion ?? '';

/**
 * What we know of a lease, and since when by our own clock.
 *
 * When it may be taken follows from that alone, never from the times in the lease: those are of another machine's clock, which may
 * be hours off.
 */
export class ObservedLease {
  readonly #clock: Clock;
  readonly #durationMs: number;
  readonly #onChange: () => void;
  #lease: Lease | undefined;
  #changedAt: number | undefined;
  #holder = '';
  #freeAt = -Infinity;

  /**
   * @param durationMs - how long a lease is held that does not say it itself.
   * @param onChange - called after something changed.
   */
  constructor(clock: Clock, durationMs: number, onChange: () => void) {
    this.#clock = clock;
    this.#durationMs = durationMs;
    this.#onChange = onChange;
  }

  /** `undefined` if there is none, or nothing is known yet. */
  get current(): Lease | undefined {
    return this.#lease;
  }

  /** Who holds it, or held it when it was deleted; empty: nobody. */
  get holder(): string {
    return this.#holder;
  }

  /** When it was last seen to change; `undefined`: never. */
  get changedAt(): number | undefined {
    return this.#changedAt;
  }

  /**
   * When its holder, unless it renews, may be taken for gone. When the lease was deleted, that is as long after as if it had just been
   * renewed: whoever held it may not know yet.
   */
  get freeAt(): number {
    return this.#freeAt;
  }

  /** Takes what the server answered to a read: `undefined` if there is no lease. After a server was restored versions may go back. */
  read(lease: Lease | undefined): void {
    if (versionOf(lease) === versionOf(this.#lease)) {
      return;
    }
    const { leaseDurationSeconds: seconds } = lease?.spec ?? {};
    const heldMs = seconds ? seconds * 1000 : this.#durationMs;
    this.#changedAt = this.#clock.now();
    this.#holder = lease ? holderOf(lease) : this.#holder;
    this.#freeAt =
      lease && !this.#holder ? -Infinity : this.#changedAt + heldMs;
    this.#lease = lease;
    this.#onChange();
  }

  /** Takes what a watch told or a write was answered, unless something newer is known: they may overtake each other. */
  told(lease: Lease): void {
    if (
      !this.#lease ||
      compareResourceVersions(versionOf(lease), versionOf(this.#lease)) > 0
    ) {
      this.read(lease);
    }
  }

  /** Takes from a watch that the lease was deleted. */
  toldGone(resourceVersion: string): void {
    if (compareResourceVersions(resourceVersion, versionOf(this.#lease)) > 0) {
      this.read(undefined);
    }
  }
}
