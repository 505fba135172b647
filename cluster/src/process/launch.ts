import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { ClusterError } from '../errors';
import { SEARCH_PATH } from './path';
import { identify, OWNER_VARIABLE, ProcessIdentity } from './identity';

/** What to launch. */
export interface LaunchOptions {
  /** The component's name, for messages. */
  name: string;
  /** The program. */
  program: string;
  args: string[];
  /** Added to an otherwise nearly empty environment. */
  env?: NodeJS.ProcessEnv;
  /** Where both output streams go. */
  logFile: string;
  /** The cluster's folder, which marks the process as its own. */
  owner: string;
}

/** A component that runs. */
export interface LaunchedProcess extends ProcessIdentity {
  /** Rejects with `COMPONENT_EXITED` and the end of its log when it ends; never resolves. */
  exited: Promise<never>;
}

/**
 * Launches a component that outlives this process: in a session of its own, so that Ctrl-C in the terminal reaches the
 * launcher alone, which then ends the components in order.
 */
export async function launch(options: LaunchOptions): Promise<LaunchedProcess> {
  const { name, program, args, env, logFile, owner } = options;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log, log],
    // Not our own environment: KUBERNETES_SERVICE_HOST would win over a kubeconfig, a proxy over the loopback.
    env: {
      PATH: SEARCH_PATH,
      HOME: process.env.HOME,
      [OWNER_VARIABLE]: owner,
      ...env,
    },
  });
  closeSync(log);
  child.unref();
  const exited = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(
        new ClusterError(
          'COMPONENT_EXITED',
          `${name} ended with ${signal ?? `code ${code}`}. ${endOf(logFile)}`,
        ),
      ),
    );
  });
  // After the start nobody waits for it any more, and an end is seen by `status`.
  exited.catch(() => {});
  const identity =
    child.pid === undefined ? undefined : await identify(child.pid);
  return identity ? { ...identity, exited } : exited;
}

function endOf(logFile: string): string {
  // Removed with the cluster by somebody else, it may be.
  if (!existsSync(logFile)) return 'It has no log.';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5);
  return `The end of ${logFile}:\n  ${lines.join('\n  ')}`;
}
