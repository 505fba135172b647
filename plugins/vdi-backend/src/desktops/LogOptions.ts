/** Which part of a desktop's log. */
export interface LogOptions {
  /** How many lines from its end. */
  tail: number;
  /** The log of the container's last run, which ended, instead of that of the present one. */
  previous: boolean;
  /** Ends the reading. */
  signal?: AbortSignal;
}
