import { constants } from 'node:os';

/** Whoever started this process has had enough of it, and what it did is tidied up. */
export class InterruptedError extends Error {
  readonly code = 'INTERRUPTED';

  constructor(
    name: NodeJS.Signals,
    /** As shells have it: 128 and the number of the signal. */
    readonly exitCode: number,
  ) {
    super(`Interrupted by ${name}.`);
    this.name = 'InterruptedError';
  }
}

/** Ctrl-C, a request to end, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const OUTPUTS = [process.stdout, process.stderr];

/**
 * Lets something be tidied up that outlives this process: while `work` lasts, none of these ends the process, and each aborts the signal
 * that `work` is given: Ctrl-C, SIGTERM, SIGHUP, and the end of whoever forked it. Once is enough: a second Ctrl-C does not interrupt the
 * tidying up. Neither does an output that nobody reads any more: Ctrl-C ends a `tee` first, and a terminal that is closed takes nothing.
 *
 * @param work - rejects with the signal's reason when it was aborted and everything is tidied up
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals, number: number) =>
    interruption.abort(new InterruptedError(name, 128 + number));
  const hangUp = () => interrupt('SIGHUP', constants.signals.SIGHUP);
  for (const name of SIGNALS) process.on(name, interrupt);
  process.on('disconnect', hangUp);
  // For good: what is said of it afterwards is not to change the exit code.
  for (const output of OUTPUTS) output.on('error', () => {});
  try {
    return await work(interruption.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
    process.off('disconnect', hangUp);
  }
}
