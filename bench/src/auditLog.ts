import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** One request as the API server saw it from its first to its last byte. Times are epoch milliseconds with microseconds. */
export interface AuditedRequest {
  userAgent: string;
  verb: string;
  /** Plural, with the subresource if any: `pods`, `vdisessions/status`. */
  resource: string;
  namespace: string;
  name: string;
  status: number;
  receivedAt: number;
  completedAt: number;
}

interface AuditEvent {
  userAgent?: string;
  verb: string;
  objectRef?: {
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code: number };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
}

/** Verbs that change something. */
const WRITES = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

/** Whether a request changes something. */
export function isWrite({ verb }: AuditedRequest): boolean {
  return WRITES.has(verb);
}

/** Epoch milliseconds of an RFC 3339 time with microseconds, which Date would cut off. */
function epochMs(time: string): number {
  const micros = /\.\d{3}(\d{3})Z$/.exec(time)?.[1] ?? '0';
  return Date.parse(time) + Number(micros) / 1_000;
}

/** Where the log ends now, in bytes: where a later read begins. */
export async function endOfLog(file: string): Promise<number> {
  return (await stat(file)).size;
}

/**
 * Every finished request to a resource in an API server's audit log (policy level Metadata, stage ResponseComplete), in order of
 * arrival. Watches are in it when they have ended.
 *
 * @param from - what {@link endOfLog} said earlier. Default: the beginning
 */
export async function readRequests(
  file: string,
  from = 0,
): Promise<AuditedRequest[]> {
  const to = await endOfLog(file);
  if (to === from) return [];
  const requests: AuditedRequest[] = [];
  // Line by line: the log of a large run is longer than a string can be.
  const stream = createReadStream(file, { start: from, end: to - 1 });
  for await (const line of createInterface(stream)) {
    const event = JSON.parse(line) as AuditEvent;
    if (event.objectRef) requests.push(audited(event, event.objectRef));
  }
  return requests.sort((a, b) => a.receivedAt - b.receivedAt);
}

function audited(
  event: AuditEvent,
  {
    resource,
    subresource,
    namespace,
    name,
  }: { resource: string } & NonNullable<AuditEvent['objectRef']>,
): AuditedRequest {
  return {
    userAgent: event.userAgent ?? '',
    verb: event.verb,
    resource: subresource ? `${resource}/${subresource}` : resource,
    namespace: namespace ?? '',
    name: name ?? '',
    status: event.responseStatus?.code ?? 0,
    receivedAt: epochMs(event.requestReceivedTimestamp),
    completedAt: epochMs(event.stageTimestamp),
  };
}
