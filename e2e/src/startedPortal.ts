import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
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
 * Runs `npm start` with a cluster and ports of its own, beside whatever else runs here.
 *
 * @param env - settings of the portal that differ from those that people have, as `APP_CONFIG_vdi_namespace`
 * @throws Error when it ends before it is ready; what it said is on the terminal.
 */
export async function startPortal(
  name: string,
  env: Record<string, string> = {},
): Promise<StartedPortal> {
  const [port, backendPort] = await freePorts(2);
  const readyFile = path.join(root, '.local/start', name, 'ready.json');
  await rm(readyFile, { force: true });
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'scripts/src/start.ts',
      '--name',
      name,
      '--port',
      String(port),
      '--backend-port',
      String(backendPort),
    ],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  let running = true;
  const ended = once(child, 'exit').then(() => {
    running = false;
  });
  while (!existsSync(readyFile)) {
    if (!running) {
      throw new Error('npm start ended before the portal was ready.');
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const ready: Ready = JSON.parse(await readFile(readyFile, 'utf8'));
  return {
    url: ready.portal,
    kubeconfig: ready.kubeconfig,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}
