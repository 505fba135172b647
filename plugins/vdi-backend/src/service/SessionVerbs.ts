import type { Sessions } from './Sessions';

/** What callers may do with desktops: {@link Sessions}, or what stands before it. */
export type SessionVerbs = Pick<Sessions, keyof Sessions>;
