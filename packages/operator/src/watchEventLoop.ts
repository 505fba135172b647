import { type Clock, EventLoopWatch, type Logger } from '@backstage-vdi/kube';

/** How often it is looked for blocks, in milliseconds. */
const PERIOD_MS = 1_000;

/** A block as long as this is told: whoever waits for a page or a desktop feels it, and ten of them cost the lease. Milliseconds. */
const LONG_MS = 1_000;

/** Options of {@link watchEventLoop}. */
export interface EventLoopOptions {
  logger: Logger;
  clock: Clock;
  /** Default: one of its own. */
  watch?: Pick<EventLoopWatch, 'maxLagMs' | 'close'>;
  /** Called with the longest block of each second, in milliseconds; must not throw. */
  onLag?: (lagMs: number) => void;
}

/** Looks for other work in the same process that keeps the operator from doing anything. Returns how to stop that. */
export function watchEventLoop(options: EventLoopOptions): () => void {
  const { logger, clock, onLag, watch = new EventLoopWatch() } = options;
  let cancel = () => {};
  const look = () => {
    const lagMs = watch.maxLagMs;
    onLag?.(lagMs);
    if (lagMs >= LONG_MS) {
      logger.warn(
        `The event loop was blocked for ${(lagMs / 1_000).toFixed(1)} s by other work in this process; desktops had to wait.`,
        { lagMs: Math.round(lagMs) },
      );
    }
    cancel = clock.after(PERIOD_MS, look);
  };
  cancel = clock.after(PERIOD_MS, look);
  return () => {
    cancel();
    watch.close();
  };
}
