import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ImageError } from './errors';

/** How many of a failed command's last lines go into the error. */
const TAIL_LINES = 20;

export interface RunCommandOptions {
  /** Called with each line of the command's output, standard error included. */
  onLine?: (line: string) => void;
  /** Ends the command and its children with SIGTERM; it is still waited for, so that it can clean up. */
  signal?: AbortSignal;
  /** Environment instead of this process's own. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end and returns its output, with standard error in it. Throws `BUILD_FAILED` with the last lines of
 * it, or the reason of `signal`.
 */
export async function runCommand(
  program: string,
  args: string[],
  { onLine = () => {}, signal, env = process.env }: RunCommandOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  const lines: string[] = [];
  // A process group of its own, so that a signal reaches the children of mmdebstrap too: it waits for them regardless.
  const child = spawn(program, args, {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const end = () => process.kill(-child.pid!, 'SIGTERM');
  signal?.addEventListener('abort', end);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      lines.push(line);
      onLine(line);
    });
  }
  try {
    const [code] = await closed;
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new ImageError(
        'BUILD_FAILED',
        `${program} failed. Its last words:\n${lines
          .slice(-TAIL_LINES)
          .join('\n')}`,
      );
    }
    return lines.join('\n');
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
