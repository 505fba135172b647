import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** How often a waiting build looks whether the other one is done, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

export interface BuildLockOptions {
  /** Called once if another process has the lock. */
  onWait: () => void;
  /** Ends the wait. */
  signal?: AbortSignal;
}

async function acquire(
  folder: string,
  { onWait, signal }: BuildLockOptions,
): Promise<() => Promise<void>> {
  for (let waits = 0; ; waits++) {
    try {
      // realpath would need the folder to exist.
      return await lock(folder, { realpath: false });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (waits === 0) onWait();
    await setTimeout(LOOK_AGAIN_MS, undefined, { signal });
  }
}

/**
 * Runs `work` while no other process does so for the same `folder`, which need not exist. A lock whose holder died without
 * a word is taken over after 10 seconds, the default of proper-lockfile.
 */
export async function withBuildLock<T>(
  folder: string,
  options: BuildLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  const unlock = await acquire(folder, options);
  try {
    return await work();
  } finally {
    await unlock();
  }
}
