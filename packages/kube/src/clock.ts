/**
 * Time as this package sees it. Everything that waits or measures takes a clock, so that tests decide what time it is.
 */
export interface Clock {
  /** Milliseconds since an arbitrary point; never goes back, whatever happens to the date of the machine. */
  now(): number;
  /**
   * Calls `fn` once after `ms` milliseconds; the returned function cancels it. Delays beyond what a Node timer can hold
   * (2³¹−1 ms, 24.8 days) are cut to it instead of firing at once: whoever waits longer looks at `now()` and waits again.
   */
  after(ms: number, fn: () => void): () => void;
}

/** The longest delay of a Node timer; anything above overflows and fires immediately. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, Math.min(Math.max(ms, 0), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts. */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    function onAbort() {
      cancel();
      reject(signal?.reason);
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
