import { type AuditedRequest, isWrite } from '../auditLog';
import { countBy } from '../statistics';
import type { Sample } from './load';

/** How many became ready per second, from the first that was sent. */
export function throughput(samples: Sample[]): number {
  const from = Math.min(...samples.map(({ sentAt }) => sentAt));
  const to = Math.max(...samples.map(({ readyAt }) => readyAt));
  return (samples.length * 1_000) / (to - from);
}

/** One contender's requests by `verb resource`, for each of `sessions`: writes, and reads that are no watches. Leases are not sessions'. */
export function requestsPerSession(
  requests: AuditedRequest[],
  userAgent: string,
  sessions: number,
): { writes: Record<string, number>; reads: Record<string, number> } {
  const own = requests.filter(
    request =>
      request.userAgent.startsWith(userAgent) &&
      request.resource !== 'leases' &&
      request.verb !== 'watch',
  );
  const perSession = (some: AuditedRequest[]) =>
    Object.fromEntries(
      Object.entries(
        countBy(some, ({ verb, resource }) => `${verb} ${resource}`),
      ).map(([what, count]) => [what, count / sessions]),
    );
  return {
    writes: perSession(own.filter(isWrite)),
    reads: perSession(own.filter(request => !isWrite(request))),
  };
}

/** What of an audit log is about which contender's objects. */
export interface AuditedLoad {
  requests: AuditedRequest[];
  /** How the contender's user agent begins. */
  userAgent: string;
  /** Plural of the resource whose objects were made. */
  resource: string;
  /** Plurals of what the contender makes for each. */
  children: string[];
  /** Names of the objects. */
  names: string[];
}

/** From the reply to each object's creation to the reply to its last child's, in milliseconds. */
export function createToLastChild(load: AuditedLoad): number[] {
  const created = new Map<string, number>();
  const lastChild = new Map<string, number>();
  for (const [name, request] of byObject(load)) {
    if (request.verb !== 'create' || request.status >= 300) continue;
    if (request.resource === load.resource) {
      created.set(name, request.completedAt);
    } else if (
      load.children.includes(request.resource) &&
      request.userAgent.startsWith(load.userAgent)
    ) {
      const before = lastChild.get(name) ?? 0;
      lastChild.set(name, Math.max(before, request.completedAt));
    }
  }
  return [...lastChild].map(([name, at]) => at - created.get(name)!);
}

/** Who plays the kubelets. */
const NODES_AGENT = 'kwok/';

/** From the kubelet's word that a pod is Ready to the reply to the status that follows, in milliseconds. */
export function podReadyToStatus(load: AuditedLoad): number[] {
  const ready = new Map<string, number>();
  const told = new Map<string, number>();
  for (const [name, request] of byObject(load)) {
    const { resource, completedAt, receivedAt, status } = request;
    if (request.verb !== 'patch' && request.verb !== 'update') continue;
    if (status >= 300) continue;
    const readyAt = ready.get(name);
    if (resource === 'pods/status') {
      if (request.userAgent.startsWith(NODES_AGENT)) {
        ready.set(name, readyAt ?? completedAt);
      }
    } else if (
      resource === `${load.resource}/status` &&
      readyAt !== undefined &&
      // Written without knowing of it, where it was on its way already.
      receivedAt >= readyAt &&
      !told.has(name)
    ) {
      told.set(name, completedAt);
    }
  }
  return [...told].map(([name, at]) => at - ready.get(name)!);
}

/** Requests with the object that they are for: a child's name is its own, perhaps with more behind it. */
function* byObject({
  requests,
  names,
}: AuditedLoad): Generator<[string, AuditedRequest]> {
  const known = new Set(names);
  const length = names[0]?.length ?? 0;
  for (const request of requests) {
    const name = request.name.slice(0, length);
    if (known.has(name)) yield [name, request];
  }
}
