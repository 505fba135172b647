import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ClusterError } from '../errors';
import { goEnvironment, goMissing } from './goEnvironment';

/** What to build. */
export interface GoBuildOptions {
  /** The folder of the Go module. */
  folder: string;
  package: string;
  /** Where the program goes. */
  output: string;
  flags: string[];
  /** Called for each package compiled and each module downloaded, with the numbers so far. */
  onProgress(packages: number, downloads: number): void;
  signal?: AbortSignal;
}

/** Runs `go build`. Throws `GO_MISSING` or `BUILD_FAILED` with what Go said. */
export async function goBuild(options: GoBuildOptions): Promise<void> {
  const { folder, output, flags, onProgress, signal } = options;
  const child = spawn(
    'go',
    ['build', '-v', ...flags, '-o', output, options.package],
    {
      cwd: folder,
      env: goEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Node reports a program that cannot be started before the first line is read.
  ended.catch(() => {});

  let packages = 0;
  let downloads = 0;
  const said: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    if (line.startsWith('go: downloading ')) downloads++;
    else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) packages++;
    else said.push(line);
    onProgress(packages, downloads);
  }
  const code = await ended.catch(error => {
    signal?.throwIfAborted();
    throw goMissing(error) ?? error;
  });
  if (code !== 0) {
    signal?.throwIfAborted();
    throw new ClusterError(
      'BUILD_FAILED',
      `go build ${options.package} in ${folder} failed:\n  ${said.slice(-20).join('\n  ')}\n` +
        'When a module cannot be had, see whether the module proxy (go env GOPROXY) can be reached.',
    );
  }
}
