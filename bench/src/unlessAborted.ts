/** What `work` resolves with, unless the signal aborts before: then it rejects with the reason, and nobody hears what becomes of the work. */
export function unlessAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason));
    work().then(resolve, reject);
  });
}
