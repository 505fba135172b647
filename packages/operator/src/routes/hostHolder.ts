import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/**
 * Which of the sessions that want one host name has it: one that was told it (its status is the claim, which outlives the operator),
 * else the one that was made first, else the one with the lower UID. Pure, and the same whatever order they are heard of in.
 */
export function hostHolder(
  host: string,
  sessions: readonly VDISession[],
): VDISession | undefined {
  return sessions.reduce<VDISession | undefined>(
    (best, session) =>
      best && compare(rankOf(best, host), rankOf(session, host)) <= 0
        ? best
        : session,
    undefined,
  );
}

/** RFC 3339 in one zone sorts as text. */
function rankOf({ metadata, status }: VDISession, host: string): string[] {
  return [
    status?.host === host ? '0' : '1',
    metadata.creationTimestamp ?? '',
    metadata.uid ?? '',
  ];
}

function compare(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((part, index) => part !== b[index]);
  if (place < 0) return 0;
  return a[place] < b[place] ? -1 : 1;
}
