import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { local } from '../src/folders';

/** A file for an API server's audit log, without the log of an earlier run. */
export async function freshAuditLog(name: string): Promise<string> {
  const file = path.join(local, 'test', `${name}-audit.log`);
  const { dir, name: base } = path.parse(file);
  await mkdir(dir, { recursive: true });
  // With those that were full.
  for (const each of await readdir(dir)) {
    if (each.startsWith(base)) await rm(path.join(dir, each));
  }
  return file;
}
