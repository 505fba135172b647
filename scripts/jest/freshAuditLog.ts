import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { local } from '../src/folders';

/** A file for an API server's audit log, without the log of an earlier run. */
export async function freshAuditLog(name: string): Promise<string> {
  const file = path.join(local, 'test', `${name}-audit.log`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  return file;
}
