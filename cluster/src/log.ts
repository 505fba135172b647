/** Where to tell what is going on; both get a line without its end. */
export interface LogOptions {
  /** Takes lines that stay. Default: writes them to the standard error stream. */
  log?: (line: string) => void;
  /**
   * Takes what is going on right now, each line in place of the last, about once a second during long work.
   * Default: `log` gets one of them every 15 seconds, enough to see life in a CI log.
   */
  progress?: (line: string) => void;
}

/** {@link LogOptions} with nothing left open. */
export type Log = Required<LogOptions>;

const PLAIN_INTERVAL = 15_000;

/** Fills in the defaults. */
export function logWith(options: LogOptions): Log {
  const log = options.log ?? (line => void process.stderr.write(`${line}\n`));
  return { log, progress: options.progress ?? everySoOften(log, Date.now) };
}

/** Passes on a line when the last was long enough ago by `clock` (milliseconds), the first included. */
export function everySoOften(
  log: (line: string) => void,
  clock: () => number,
): (line: string) => void {
  let last = clock();
  return line => {
    if (clock() - last < PLAIN_INTERVAL) return;
    last = clock();
    log(line);
  };
}

/** On a terminal what is going on is one line, rewritten in place; elsewhere the defaults hold. */
export function terminalLog(stream: NodeJS.WriteStream): LogOptions {
  if (!stream.isTTY) return {};
  const erase = '\r\x1b[K';
  return {
    log: line => void stream.write(`${erase}${line}\n`),
    progress: line =>
      void stream.write(`${erase}${line.slice(0, stream.columns - 1)}`),
  };
}
