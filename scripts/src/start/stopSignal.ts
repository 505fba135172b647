/** Aborts when this process is to stop: by Ctrl-C, by SIGTERM, or because whoever forked it is gone. None of these ends it any more. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) {
    process.on(event, () => stopping.abort());
  }
  return stopping.signal;
}
