import { setTimeout as delay } from 'node:timers/promises';
import { readUsage } from './processUsage';

/** How long a process is watched at a time, in milliseconds, and the share of a core below which it has nothing to do. */
const IDLE = { ms: 500, share: 0.05 };

/** Waits until a process has nothing to do; returns since when, in milliseconds of `performance.now()`. */
export async function awaitIdle(pid: number): Promise<number> {
  for (;;) {
    const since = performance.now();
    const { cpuSeconds } = await readUsage(pid);
    await delay(IDLE.ms);
    const used = (await readUsage(pid)).cpuSeconds - cpuSeconds;
    if (used <= (IDLE.share * IDLE.ms) / 1_000) return since;
  }
}
