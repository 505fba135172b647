import { execFile } from 'node:child_process';
import { ClusterError } from '../errors';
import { SEARCH_PATH } from './path';

/** Options of {@link run}. */
export interface RunOptions {
  /** Written to the standard input. */
  input?: string;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  signal?: AbortSignal;
}

/** Runs a program and returns its standard output. Throws `COMMAND_FAILED` with what it said. */
export function run(
  command: string,
  args: string[],
  { input, env = process.env, ...options }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      {
        ...options,
        env: { ...env, PATH: SEARCH_PATH },
        maxBuffer: 256 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (!error) {
          resolve(stdout);
        } else if (options.signal?.aborted) {
          reject(options.signal.reason);
        } else {
          const said = stderr.trim() || error.message;
          reject(
            new ClusterError(
              'COMMAND_FAILED',
              `${command} ${args.join(' ')}: ${said}`,
              { cause: error },
            ),
          );
        }
      },
    );
    // A program that ends without reading its input is judged by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
