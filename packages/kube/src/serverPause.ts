import { Clock, sleep } from './clock';
import { KubeError } from './errors';

/** The time in which a server wants to be left alone, by all who share this. */
export class ServerPause {
  readonly #clock: Clock;
  #until = 0;
  /** Why. */
  #asked: KubeError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The server asked for it, for this many milliseconds. */
  ask(error: KubeError, ms: number): void {
    const until = this.#clock.now() + ms;
    if (until > this.#until) {
      this.#until = until;
      this.#asked = error;
    }
  }

  /**
   * Resolves when it is over.
   *
   * @throws the signal's reason when that aborts; what the server said, at once, for an expendable request.
   */
  async over(signal: AbortSignal, expendable?: boolean): Promise<void> {
    signal.throwIfAborted();
    for (;;) {
      const wait = this.#until - this.#clock.now();
      if (wait <= 0) {
        return;
      }
      if (expendable) {
        throw this.#asked;
      }
      await sleep(this.#clock, wait, signal);
    }
  }
}
