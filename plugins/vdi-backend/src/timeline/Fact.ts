import type { TimelineEntry } from '@backstage-vdi/plugin-vdi-common';

/**
 * Something that one source knows of. Several sources may know of the same: facts with the same `about` at about the same time become
 * one entry.
 */
export interface Fact extends Omit<TimelineEntry, 'id' | 'time' | 'since'> {
  /** Milliseconds since 1970. */
  at: number;
  /** When it first happened, where it happened more than once. Milliseconds since 1970. */
  since?: number;
  about: string;
  /** It is a state that lasts, and `at` only the earliest time at which it may have begun: who knows when it did is to be believed. */
  lasting?: boolean;
}
