import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the loop is looked at: what it was blocked for is known this well. A native timer, which costs nothing to speak of. */
const RESOLUTION_MS = 20;

/**
 * Measures for how long the event loop was blocked, by other work in the same process: as long as that nothing of ours could happen,
 * no renewal of a lease and no answer to a probe.
 */
export class EventLoopWatch {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#histogram.enable();
  }

  /** The longest block since this was last read, in milliseconds; by the monotonic clock. */
  get maxLagMs(): number {
    const { count, max } = this.#histogram;
    this.#histogram.reset();
    return count > 0 ? Math.max(max / 1e6 - RESOLUTION_MS, 0) : 0;
  }

  /** Stops measuring. */
  close(): void {
    this.#histogram.disable();
  }
}
