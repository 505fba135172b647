import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { end, identify } from '../../process/identity';
import { mountPoints } from './mounts';

/** Makes the group below which the kubelet puts its pods; it does not start without. */
export async function createCgroups(key: string): Promise<void> {
  for (const folder of await cgroupFolders(key)) {
    await mkdir(folder, { recursive: true });
  }
}

/** Ends every process of the cluster's pods, at once: a container may do with signals what it likes. */
export async function killPods(key: string): Promise<void> {
  for (const folder of await cgroupFolders(key)) {
    // Again, as long as there is somebody: processes make processes.
    for (;;) {
      const pids = await pidsBelow(folder);
      if (pids.length === 0) break;
      const processes = await Promise.all(pids.map(identify));
      const alive = processes.filter(process => process !== undefined);
      if (alive.length === 0) break;
      await end(alive);
    }
  }
}

/** Removes the groups; their processes must have ended. */
export async function removeCgroups(key: string): Promise<void> {
  for (const folder of await cgroupFolders(key)) {
    for (const group of await groupsBelow(folder)) await removeGroup(group);
  }
}

/** One per hierarchy: version 1 has one for each controller, version 2 a single one. */
async function cgroupFolders(key: string): Promise<string[]> {
  const mounts = await mountPoints(['cgroup', 'cgroup2']);
  return [...new Set(mounts)].map(mount => join(mount, key));
}

/** The group and all below it, the innermost first. */
async function groupsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => undefined,
  );
  if (!entries) return [];
  const inner = entries
    .filter(entry => entry.isDirectory())
    .map(entry => groupsBelow(join(folder, entry.name)));
  return [...(await Promise.all(inner)).flat(), folder];
}

async function pidsBelow(folder: string): Promise<number[]> {
  const groups = await groupsBelow(folder);
  const lists = await Promise.all(
    groups.map(group =>
      readFile(join(group, 'cgroup.procs'), 'utf8').catch(() => ''),
    ),
  );
  return lists.flatMap(list => list.split('\n').filter(Boolean).map(Number));
}

/** The kernel counts a process as a member until its parent has read its end. */
async function removeGroup(group: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      await rmdir(group);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY') throw error;
      await delay(20);
    }
  }
}
