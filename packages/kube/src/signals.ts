/**
 * Runs something with a signal that aborts as soon as one of these does, with its reason.
 *
 * Unlike `AbortSignal.any`, of which each long-lived signal keeps a trace until the garbage collector has been, it takes its
 * listeners away when `run` is over: cheap enough for every request.
 */
export async function withAnySignal<T>(
  signals: readonly AbortSignal[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const any = new AbortController();
  const release = signals.map(signal => {
    const forward = () => any.abort(signal.reason);
    if (signal.aborted) {
      forward();
    }
    signal.addEventListener('abort', forward);
    return () => signal.removeEventListener('abort', forward);
  });
  try {
    return await run(any.signal);
  } finally {
    release.forEach(each => each());
  }
}

/**
 * Waits for what cannot be broken off, but no longer than until the signal aborts.
 *
 * @throws what the promise rejects with, or the signal's reason.
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) {
      giveUp();
    }
    signal.addEventListener('abort', giveUp);
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Resolves when one of the signals aborts; at once if one already has. */
export async function whenAborted(
  ...signals: readonly AbortSignal[]
): Promise<void> {
  await withAnySignal(
    signals,
    any =>
      new Promise<void>(resolve => {
        if (any.aborted) {
          resolve();
        }
        any.addEventListener('abort', () => resolve());
      }),
  );
}
