import { readFile } from 'node:fs/promises';

/** One finished write as the API server saw it. Times are milliseconds since 1970, by its clock, with microseconds. */
export interface AuditedWrite {
  /** Who did it; for whoever acts as somebody else, as whom. */
  user: string;
  verb: string;
  /** Plural, with the subresource if any. */
  resource: string;
  namespace: string;
  name: string;
  status: number;
  receivedAt: number;
  completedAt: number;
}

interface AuditEvent {
  user: { username: string };
  impersonatedUser?: { username: string };
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

const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** Milliseconds since 1970 of an RFC 3339 time with microseconds, which Date cuts off. */
function epochMs(time: string): number {
  const micros = /\.\d{3}(\d{3})Z$/.exec(time)?.[1] ?? '0';
  return Date.parse(time) + Number(micros) / 1_000;
}

/** The writes in one namespace that an API server's audit log tells of (policy level Metadata), in order of arrival. */
export async function readAuditLog(
  file: string,
  namespace: string,
): Promise<AuditedWrite[]> {
  // Whatever was finished before now is in it; the last line may still be on its way.
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  return lines
    .filter(line => line.includes(namespace))
    .map(line => JSON.parse(line) as AuditEvent)
    .filter(
      ({ verb, objectRef }) =>
        WRITES.includes(verb) && objectRef?.namespace === namespace,
    )
    .map(event => {
      const { resource, subresource, name } = event.objectRef!;
      return {
        user: (event.impersonatedUser ?? event.user).username,
        verb: event.verb,
        resource: subresource ? `${resource}/${subresource}` : resource,
        namespace,
        name: name ?? '',
        status: event.responseStatus?.code ?? 0,
        receivedAt: epochMs(event.requestReceivedTimestamp),
        completedAt: epochMs(event.stageTimestamp),
      };
    })
    .sort((a, b) => a.receivedAt - b.receivedAt);
}
