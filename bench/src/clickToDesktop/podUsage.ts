import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a pod has used and occupies, as the kernel counts it for all its processes. */
export interface PodUsage {
  /** Processor time since it began, in seconds of one core. */
  cpuSeconds: number;
  /** Without what the kernel would give back at once; what the kubelet calls its working set. Bytes. */
  workingSet: number;
}

const ROOT = '/sys/fs/cgroup';

/** Looks up a pod of this machine's kubelet, in control groups of version 1 or 2. Throws when there is none. */
export async function readPodUsage(uid: string): Promise<PodUsage> {
  const memory = await findGroup(path.join(ROOT, 'memory'), uid);
  const cpu = await findGroup(path.join(ROOT, 'cpuacct'), uid);
  const unified = memory ? undefined : await findGroup(ROOT, uid);
  const read = async (group: string | undefined, file: string) => {
    if (!group) throw new Error(`There is no control group of pod ${uid}.`);
    return readFile(path.join(group, file), 'utf8');
  };
  if (unified) {
    return {
      cpuSeconds: numberOf(await read(unified, 'cpu.stat'), 'usage_usec') / 1e6,
      workingSet: workingSet(
        await read(unified, 'memory.current'),
        await read(unified, 'memory.stat'),
      ),
    };
  }
  return {
    cpuSeconds: Number(await read(cpu, 'cpuacct.usage')) / 1e9,
    workingSet: workingSet(
      await read(memory, 'memory.usage_in_bytes'),
      await read(memory, 'memory.stat'),
    ),
  };
}

/** The kubelet's group of a pod in a hierarchy, wherever its root is. */
async function findGroup(
  hierarchy: string,
  uid: string,
): Promise<string | undefined> {
  let found: string | undefined;
  for await (const group of glob(`${hierarchy}/**/pod${uid}`)) found ??= group;
  return found;
}

/** A group's memory without pages of files that nobody used of late, in bytes. The first version tells its children's under another name. */
export function workingSet(usage: string, stat: string): number {
  const children = numberOf(stat, 'total_inactive_file');
  const inactive = Number.isNaN(children)
    ? numberOf(stat, 'inactive_file')
    : children;
  return Math.max(Number(usage) - inactive, 0);
}

/** A field of the kernel's lists of names and numbers; NaN where it is not in it. */
function numberOf(list: string, field: string): number {
  return Number(new RegExp(`^${field} (\\d+)$`, 'm').exec(list)?.[1]);
}
