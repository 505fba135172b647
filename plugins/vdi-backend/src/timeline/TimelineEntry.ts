/** What an entry is about; pages choose a picture by it. */
export type TimelineKind =
  /** Somebody asked for something. */
  | 'request'
  /** A step of a start. */
  | 'start'
  /** The desktop could be used, or could for how long. */
  | 'running'
  | 'stop'
  | 'restart'
  /** The home volume. */
  | 'home'
  /** Template, session and desktop do not go together, or were made to again. */
  | 'change'
  /** What else the cluster tells. */
  | 'cluster';

/** How much an entry matters. */
export type TimelineSeverity = 'info' | 'success' | 'warning' | 'error';

/** One thing that happened to a desktop, for its owner. Times are RFC 3339. */
export interface TimelineEntry {
  /** The same each time, and no other entry's of the same desktop. */
  id: string;
  /** When it happened, or last did. Of a state that lasts: since when, as far as that is known. */
  time: string;
  kind: TimelineKind;
  severity: TimelineSeverity;
  /** What happened, in a few words, without a full stop. */
  title: string;
  /** What else is known, in whole sentences. */
  detail?: string;
  /** Entity ref of the one who asked for it through the portal. */
  actor?: string;
  /** How often it happened, where that is more than once. */
  count?: number;
  /** When it first happened, where it happened more than once. */
  since?: string;
  /** Kubernetes' or the operator's word for it. */
  reason?: string;
  /** What Kubernetes says of it, in its own words. */
  message?: string;
}

/** Answer of `GET …/events`: newest first. */
export interface Timeline {
  items: TimelineEntry[];
  /** For the entries before these; absent where there are none. */
  nextCursor?: string;
  /** What is missing and why, in a sentence. Absent where everything that is known is told. */
  incomplete?: string;
}
