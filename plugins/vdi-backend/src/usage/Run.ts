/**
 * A run of a desktop: from when it could be used (`status.startTime`) until it was stopped. Its session and its start are what it is
 * known by, whoever saw it. All times are milliseconds since 1970, by the clock of Kubernetes where nothing else is said.
 */
export interface Run {
  sessionUid: string;
  startedAt: number;
  cluster: string;
  /** As `canonicalOwner` spells it. */
  owner: string;
  template: string;
  /** Catalog entity that the desktop belongs to. */
  entityRef?: string;
  /** How many GPUs it held, whole ones or shares as its template has them. */
  gpu: number;
  /** Absent while it runs. */
  end?: RunEnd;
}

/** When a run ended: not before `at`, and not after `by`. These are the same where Kubernetes tells when. */
export interface RunEnd {
  at: number;
  by: number;
}

/** Whether this is when a run ended, not only about when. */
export function isExact(end: RunEnd | undefined): boolean {
  return end !== undefined && end.at === end.by;
}
