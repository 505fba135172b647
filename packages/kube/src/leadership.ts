/** The right to write, which may end at any moment. */
export interface Leadership {
  /** Aborts when the right is over, with a {@link LeadershipLostError}. */
  readonly signal: AbortSignal;
  /**
   * Throws when another may have the right by now. It asks the clock and not a timer, so it is true right after the process was
   * paused or its event loop blocked.
   *
   * @throws LeadershipLostError
   */
  assert(): void;
}

/** Something was to be done that only the leader may do, and we are not the leader any more. */
export class LeadershipLostError extends Error {
  readonly name = 'LeadershipLostError';
  readonly code = 'KUBE_LEADERSHIP_LOST';
}
