/** Where a cluster says what it does. */
export interface ClusterLog {
  /** A line that stays. */
  info(message: string): void;
  /** What is going on right now; replaced by the next message. Called about once a second during long work. */
  progress(message: string): void;
}

/** How often a stream that is no terminal gets a line of progress, in milliseconds: enough to see life in a CI log. */
const PLAIN_PROGRESS_INTERVAL = 15_000;

/** Writes to `stream`: on a terminal progress is one line rewritten in place, elsewhere a plain line each 15 seconds. */
export function streamLog(stream: NodeJS.WriteStream): ClusterLog {
  let lastProgress = Date.now();
  const erase = stream.isTTY ? '\r\x1b[K' : '';
  return {
    info(message) {
      stream.write(`${erase}${message}\n`);
    },
    progress(message) {
      if (stream.isTTY) {
        stream.write(`${erase}${message.slice(0, stream.columns - 1)}`);
      } else if (Date.now() - lastProgress >= PLAIN_PROGRESS_INTERVAL) {
        lastProgress = Date.now();
        stream.write(`${message}\n`);
      }
    },
  };
}
