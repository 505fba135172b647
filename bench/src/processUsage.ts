import { readFile } from 'node:fs/promises';

/** What a process has used and occupies, as the kernel counts it. */
export interface ProcessUsage {
  /** Processor time of all its threads since it began, in seconds of one core; exact to 10 ms. */
  cpuSeconds: number;
  residentMiB: number;
  /** The most it ever occupied. */
  peakMiB: number;
}

/** The unit of times in /proc, which Linux fixes for programs whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/** Looks up a process. Throws when there is none. */
export async function readUsage(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  return parseUsage(stat, status);
}

/** Reads the contents of `/proc/<pid>/stat` and `/proc/<pid>/status`. */
export function parseUsage(stat: string, status: string): ProcessUsage {
  // The program's name is in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = fields.slice(11, 13).map(Number);
  const mebibytes = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return {
    cpuSeconds: (userTicks + systemTicks) / TICKS_PER_SECOND,
    residentMiB: mebibytes('VmRSS'),
    peakMiB: mebibytes('VmHWM'),
  };
}

/** The processor time that several processes have used together, in seconds of one core. */
export async function cpuSecondsOf(pids: number[]): Promise<number> {
  const usages = await Promise.all(pids.map(readUsage));
  return usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}
