import { readFile } from 'node:fs/promises';

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

/** Epoch milliseconds of an RFC 3339 time with microseconds, which Date would cut off. */
function epochMs(time: string): number {
  const micros = /\.\d{3}(\d{3})Z$/.exec(time)?.[1] ?? '0';
  return Date.parse(time) + Number(micros) / 1_000;
}

/** Every finished write in an API server's audit log (policy level Metadata, stage ResponseComplete), in order of arrival. */
export async function readWrites(file: string): Promise<AuditedRequest[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines
    .map(line => JSON.parse(line) as AuditEvent)
    .filter(({ verb, objectRef }) => WRITES.has(verb) && objectRef)
    .map(event => {
      const { resource, subresource, namespace, name } = event.objectRef!;
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
    })
    .sort((a, b) => a.receivedAt - b.receivedAt);
}
