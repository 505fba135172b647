import { lock } from 'proper-lockfile';

/** How often a waiting build looks whether the other one is done, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Runs `work` while no other process does the same with the folder `folder`. A lock whose holder died without a word is
 * taken over after 10 seconds, the default of proper-lockfile.
 */
export async function withBuildLock<T>(
  folder: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const unlock = await lock(folder).catch(error => {
    if (error.code !== 'ELOCKED') throw error;
    onWait();
    return lock(folder, {
      retries: {
        forever: true,
        minTimeout: LOOK_AGAIN_MS,
        maxTimeout: LOOK_AGAIN_MS,
      },
    });
  });
  try {
    return await work();
  } finally {
    await unlock();
  }
}
