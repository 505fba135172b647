import { Backoff } from './backoff';
import { isForbidden, isGone, isNotFound, KubeError } from './errors';

/** How a reflector goes on after a failure. */
export interface Step {
  state: 'backoff' | 'absent' | 'forbidden';
  /** Read everything anew, instead of resuming at the last version. */
  relist: boolean;
  waitMs: number;
}

/** A watch that lived this long was a good one: failures before it no longer count. */
const HEALTHY_MS = 30_000;

/** A CRD that has just been installed is found this soon. */
const ABSENT_CAP_MS = 5_000;

/** So many refusals of one resource version in a row, and everything is read anew. */
const MAX_REFUSALS = 5;

/**
 * So many silent watches in a row, and everything is read anew. One is a connection that went dead. A second one may be a server restored
 * from a copy: it accepts a version that it has not reached, and says nothing, not even by bookmarks, until it has.
 */
const MAX_SILENCES = 2;

/** Overload and outage: they pass, and say nothing about the version we asked for. */
const PASSING = [0, 429, 502, 503, 504];

/** The server told of a version before the one it had told already: its store was restored from a copy. */
export class WentBackError extends Error {
  readonly name = 'WentBackError';
  readonly code = 'KUBE_WENT_BACK';
}

/** Decides, failure after failure, how a reflector goes on. */
export class Recovery {
  readonly #backoff: Backoff;
  #refusals = 0;
  #silences = 0;

  /** @param random - a number in [0, 1). */
  constructor(random: () => number) {
    this.#backoff = new Backoff({ random });
  }

  /** The server told something: the version we resume at is a good one. */
  progressed(): void {
    this.#refusals = 0;
    this.#silences = 0;
  }

  /**
   * What to do after an error.
   *
   * @param watchedMs - how long the watch had lived; 0 if there was none.
   */
  after(error: unknown, watchedMs: number): Step {
    if (watchedMs >= HEALTHY_MS) {
      this.#backoff.reset();
    }
    if (isNotFound(error)) {
      const waitMs = this.#backoff.next(ABSENT_CAP_MS);
      return { state: 'absent', relist: true, waitMs };
    }
    const asked = error instanceof KubeError ? error.retryAfterMs : undefined;
    return {
      state: isForbidden(error) ? 'forbidden' : 'backoff',
      relist:
        isGone(error) ||
        isBehindUs(error) ||
        this.#isSilentAgain(error, watchedMs) ||
        this.#isRefusedAgain(error),
      waitMs: Math.max(this.#backoff.next(), asked ?? 0),
    };
  }

  #isSilentAgain(error: unknown, watchedMs: number): boolean {
    if (
      !(error instanceof KubeError) ||
      error.code !== 'KUBE_TIMEOUT' ||
      watchedMs === 0
    ) {
      return false;
    }
    this.#silences = (this.#silences + 1) % MAX_SILENCES;
    return this.#silences === 0;
  }

  /** Any refusal that does not pass may be of the version we ask for, and only a new list gets rid of that. */
  #isRefusedAgain(error: unknown): boolean {
    if (!(error instanceof KubeError) || PASSING.includes(error.status)) {
      return false;
    }
    this.#refusals = (this.#refusals + 1) % MAX_REFUSALS;
    return this.#refusals === 0;
  }
}

/** The server has not reached our version: its store was restored from a copy older than what we saw. */
function isBehindUs(error: unknown): boolean {
  return (
    error instanceof WentBackError ||
    (error instanceof KubeError &&
      (error.details?.causes ?? []).some(
        cause => cause.reason === 'ResourceVersionTooLarge',
      ))
  );
}
