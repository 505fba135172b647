import type { AuditedRequest } from '../auditLog';
import { countBy, percentile } from '../statistics';

/** From a session's creation to the last of its children, in milliseconds. */
export interface Latency {
  p50: number;
  p99: number;
}

const CHILDREN = new Set([
  'persistentvolumeclaims',
  'services',
  'ingressroutes',
  'pods',
]);

/**
 * How long it took from the reply to a session's creation until its last child was created, by the API server's own clock.
 *
 * @param writer - user agent of who made the children begins with this
 */
export function childrenLatency(
  writes: AuditedRequest[],
  namespace: string,
  writer: string,
): Latency {
  const created = new Map<string, number>();
  const lastChild = new Map<string, number>();
  for (const write of writes) {
    if (write.namespace !== namespace || write.verb !== 'create') continue;
    if (write.resource === 'vdisessions') {
      created.set(write.name, write.completedAt);
    } else if (
      CHILDREN.has(write.resource) &&
      write.userAgent.startsWith(writer)
    ) {
      const session = write.name.replace(/-home$/, '');
      lastChild.set(
        session,
        Math.max(lastChild.get(session) ?? 0, write.completedAt),
      );
    }
  }
  const took = [...lastChild].map(([name, at]) => at - created.get(name)!);
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}

/** Writes by `verb resource`, of one writer in a span of time. */
export function countWrites(
  writes: AuditedRequest[],
  writer: string,
  span: { from: number; to: number },
): Record<string, number> {
  return countBy(
    writes.filter(
      ({ userAgent, receivedAt }) =>
        userAgent.startsWith(writer) &&
        receivedAt >= span.from &&
        receivedAt < span.to,
    ),
    ({ verb, resource }) => `${verb} ${resource}`,
  );
}
