import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@backstage-vdi/cluster';
import { root } from './folders';

/** What `npm start` writes down once everything answers. */
interface Ready {
  portal: string;
  kubeconfig: string;
}

/** A portal that `npm start` runs for the tests. */
export interface StartedPortal {
  url: string;
  kubeconfig: string;
  /** Ends it as Ctrl-C does, and waits. */
  stop(): Promise<void>;
}

/**
 * Runs `npm start` with a cluster and ports of its own, beside whatever else runs here. It ends with this process, however that ends.
 *
 * @param env - settings of the portal that differ from those that people have, as `APP_CONFIG_vdi_namespace`
 * @param signal - ends the start; nothing of the portal runs any more when the call rejects with its reason
 * @throws Error when it ends before it is ready; what it said is on the terminal.
 */
export async function startPortal(
  name: string,
  { env, signal }: { env?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<StartedPortal> {
  const [port, backendPort] = await freePorts(2);
  const readyFile = path.join(root, '.local/start', name, 'ready.json');
  await rm(readyFile, { force: true });
  const child = fork(
    'scripts/src/start.ts',
    [
      '--name',
      name,
      '--port',
      String(port),
      '--backend-port',
      String(backendPort),
    ],
    {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...env },
      // By the end of the channel it is told of the end of this process.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  let running = true;
  const ended = once(child, 'exit').then(() => {
    running = false;
  });
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  try {
    while (!existsSync(readyFile)) {
      if (!running) {
        throw new Error('npm start ended before the portal was ready.');
      }
      await delay(200, undefined, { signal });
    }
    const ready: Ready = JSON.parse(await readFile(readyFile, 'utf8'));
    return { url: ready.portal, kubeconfig: ready.kubeconfig, stop };
  } catch (error) {
    await stop();
    throw signal?.aborted ? signal.reason : error;
  }
}
