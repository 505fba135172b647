import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Options of {@link withLock}. */
export interface LockOptions {
  /** Called when another process has the lock. */
  waiting?: () => void;
  /** Ends the waiting; does not interrupt the work. */
  signal?: AbortSignal;
}

/**
 * Runs `work` while no other process of this machine holds the lock of `file`. The lock is the kernel's, held by a
 * child that ends with its standard input: a killed process leaves none behind.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { waiting, signal }: LockOptions = {},
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const holder = spawn('flock', [file, 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Out of reach of the terminal's Ctrl-C, which would free the lock before the work is undone.
    detached: true,
  });
  const patience = setTimeout(() => waiting?.(), 1000);
  try {
    await Promise.race([
      once(holder.stdout, 'data', { signal }),
      once(holder, 'exit').then(([code]) => {
        throw new Error(`flock ${file} ended with code ${code}`);
      }),
    ]);
    clearTimeout(patience);
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(patience);
    holder.stdin.end();
    if (signal?.aborted) holder.kill();
  }
}
