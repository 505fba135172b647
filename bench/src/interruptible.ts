/** Whoever started this process has had enough of it, and what it did is tidied up. */
export class InterruptedError extends Error {
  readonly code = 'INTERRUPTED';

  constructor(
    name: NodeJS.Signals,
    /** As shells have it: 128 and the number of the signal. */
    readonly exitCode: number,
  ) {
    super(`Interrupted by ${name}.`);
  }
}

/**
 * Lets something be tidied up that outlives this process: while `work` lasts, SIGINT and SIGTERM do not end the process but abort the
 * signal that `work` is given. Once is enough: a second Ctrl-C does not interrupt the tidying up.
 *
 * @param work - rejects with the signal's reason when it was aborted and everything is tidied up
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals, number: number) =>
    interruption.abort(new InterruptedError(name, 128 + number));
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
