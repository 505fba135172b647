import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in clock ticks since boot (field 22 of `/proc/<pid>/stat`). */
  startTime: number;
}

/** The name in the environment of every process of a cluster; the value is the cluster's folder. */
export const OWNER_VARIABLE = 'BACKSTAGE_VDI_CLUSTER';

/** The identity of the process `pid`; undefined when there is none or it is a zombie, which nothing can end. */
export async function identify(
  pid: number,
): Promise<ProcessIdentity | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return parseStat(pid, stat);
}

/** Reads the content of `/proc/<pid>/stat`. The program's name in it is in brackets and may hold anything. */
export function parseStat(
  pid: number,
  stat: string,
): ProcessIdentity | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const threads = Number(fields[17]);
  const startTime = Number(fields[19]);
  // A zombie whose other threads still end has its ports until they have.
  const isGone = state === 'X' || (state === 'Z' && threads <= 1);
  return !startTime || isGone ? undefined : { pid, startTime };
}

/** Whether exactly this process is still there. */
export async function isAlive(process: ProcessIdentity): Promise<boolean> {
  return (await identify(process.pid))?.startTime === process.startTime;
}

/** A process of a cluster, found by its mark. */
export interface OwnedProcess extends ProcessIdentity {
  /** Its program's name, of which the kernel keeps 15 characters. */
  program: string;
}

/** The processes that carry the mark of the cluster in `folder`, recorded or not, children included. */
export async function findOwned(folder: string): Promise<OwnedProcess[]> {
  const mark = `${OWNER_VARIABLE}=${folder}`;
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const found = await Promise.all(
    pids.map(async pid => {
      // Processes of other users cannot be read, and are not ours.
      const path = `/proc/${pid}/environ`;
      const environment = await readFile(path, 'utf8').catch(() => '');
      if (!environment.split('\0').includes(mark)) return undefined;
      const identity = await identify(pid);
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return identity && { ...identity, program: name.trim() };
    }),
  );
  return found.filter(process => process !== undefined);
}

/** Sends `signal` to those that are alive and waits until none of them is, at most `patience` milliseconds. */
export async function end(
  processes: ProcessIdentity[],
  signal: NodeJS.Signals = 'SIGKILL',
  patience = 10_000,
): Promise<void> {
  for (const target of processes) {
    if (await isAlive(target)) send(target.pid, signal);
  }
  const deadline = Date.now() + patience;
  for (const target of processes) {
    while ((await isAlive(target)) && Date.now() < deadline) await delay(10);
  }
}

/**
 * Ends the processes that carry the mark of the cluster in `folder` and that `isMeant` says yes to, and those that came
 * to light meanwhile: a process in the midst of its exec shows no mark.
 */
export async function endOwned(
  folder: string,
  isMeant: (process: OwnedProcess) => boolean = () => true,
): Promise<void> {
  const ended = new Set<number>();
  const unseen = async () =>
    (await findOwned(folder)).filter(
      process => isMeant(process) && !ended.has(process.pid),
    );
  for (let found = await unseen(); found.length > 0; found = await unseen()) {
    await end(found);
    for (const { pid } of found) ended.add(pid);
  }
}

function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
