import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

/** Newest first, whatever order the answer has: a row keeps its place while its state changes. */
export function newestFirst(sessions: SessionView[]): SessionView[] {
  return [...sessions].sort(
    (a, b) =>
      Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
      a.uid.localeCompare(b.uid),
  );
}
