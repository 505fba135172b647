import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

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

/** The API server begins a new file now and then, and gives the full one a name with the time in it. */
async function filesOf(file: string): Promise<string[]> {
  const { dir, name, ext } = path.parse(file);
  const all = await readdir(dir);
  return all
    .filter(each => each.startsWith(name) && each.endsWith(ext))
    .map(each => path.join(dir, each));
}

/** The writes in one namespace that an API server's audit log tells of (policy level Metadata), in order of arrival. */
export async function readAuditLog(
  file: string,
  namespace: string,
): Promise<AuditedWrite[]> {
  const writes: AuditedWrite[] = [];
  for (const each of await filesOf(file)) {
    for await (const line of createInterface(createReadStream(each))) {
      // The last line may still be on its way.
      const isOurs = line.includes(namespace) && line.endsWith('}');
      const write = isOurs && writeOf(line);
      if (write && write.namespace === namespace) writes.push(write);
    }
  }
  return writes.sort((a, b) => a.receivedAt - b.receivedAt);
}

function writeOf(line: string): AuditedWrite | undefined {
  const event = JSON.parse(line) as AuditEvent;
  const { objectRef, verb } = event;
  if (!objectRef || !WRITES.includes(verb)) return undefined;
  const { resource, subresource, namespace = '', name = '' } = objectRef;
  return {
    user: (event.impersonatedUser ?? event.user).username,
    verb,
    resource: subresource ? `${resource}/${subresource}` : resource,
    namespace,
    name,
    status: event.responseStatus?.code ?? 0,
    receivedAt: epochMs(event.requestReceivedTimestamp),
    completedAt: epochMs(event.stageTimestamp),
  };
}
