import type { SessionInCluster } from './SessionInCluster';

/** What decides where a session is in a list. No two have the same, and none ever gets another. */
export type Position = readonly [
  createdAt: string,
  name: string,
  namespace: string,
  cluster: string,
];

/** Where a session is in a list. */
export function positionOf({ cluster, session }: SessionInCluster): Position {
  const { creationTimestamp = '', name, namespace = '' } = session.metadata;
  return [creationTimestamp, name, namespace, cluster];
}

/** With numbers as people count: desktop 10 is newer than desktop 9 of the same second. One for all, as each costs as much as a sort. */
const { compare: compareNames } = new Intl.Collator('en', { numeric: true });

/** Newest first; two of the same second by name, so that the order never changes by itself. */
export function comparePositions(a: Position, b: Position): number {
  // Kubernetes writes all times in one form, which sorts as a text.
  if (a[0] !== b[0]) return a[0] < b[0] ? 1 : -1;
  return (
    compareNames(b[1], a[1]) ||
    compareTexts(b[1], a[1]) ||
    compareTexts(a[2], b[2]) ||
    compareTexts(a[3], b[3])
  );
}

/** Of code units: names that a person would call the same are still two. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
