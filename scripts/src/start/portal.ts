import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cluster } from '@backstage-vdi/cluster';
import { stringify } from 'yaml';
import { root } from '../folders';

/** How the portal reaches its cluster and is reached itself. */
export interface PortalOptions {
  /** Folder for the generated configuration and the log. */
  folder: string;
  /** Port of the page on localhost. */
  port: number;
  /** Port of the backend on localhost. */
  backendPort: number;
  /** Kubeconfig file, and the context in it where not the current one. */
  kubeconfig: string;
  context?: string;
  /** Marks its processes as the local cluster's: whoever removes that ends them too. Absent where the cluster is another's. */
  mark?: Cluster['mark'];
  /** Domain and port of the desktops' addresses; absent where the portal's own configuration says it. */
  desktops?: {
    domain: string;
    port: number;
    /** The authority of their certificates. Absent where desktops are simulated, and answer nobody: then a route is enough to run. */
    caFile?: string;
  };
  /** Shows the portal's log instead of only writing it. */
  verbose: boolean;
  /** Ends the start; nothing of the portal runs any more when the call rejects. */
  signal: AbortSignal;
}

/** A portal that runs. */
export interface Portal {
  url: string;
  logFile: string;
  /** Resolves when the portal ended by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 10_000;
const READY_TIMEOUT_MS = 180_000;

/** What the backend says when a plugin did not start; it goes on waiting for changes of its sources then. */
const STARTUP_FAILED = 'Backend startup failed';

/** What differs from app-config.yaml on this machine. */
function localConfig(options: PortalOptions) {
  const url = `http://localhost:${options.port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: `http://localhost:${options.backendPort}`,
      listen: { host: '127.0.0.1', port: options.backendPort },
      cors: { origin: url },
    },
    vdi: {
      kubernetes: { kubeconfig: options.kubeconfig, context: options.context },
      domain: options.desktops?.domain,
      urlPort: options.desktops?.port,
      operator: options.desktops?.caFile && {
        routeCheck: `https://127.0.0.1:${options.desktops.port}`,
        routeCheckCa: options.desktops.caFile,
      },
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Starts the frontend's development server and the backend, and waits until both answer.
 *
 * @throws Error with the end of the log when the portal ends or does not answer in three minutes.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  await mkdir(options.folder, { recursive: true });
  const configFile = path.join(options.folder, 'app-config.yaml');
  await writeFile(configFile, stringify(localConfig(options)), { mode: 0o600 });

  const logFile = path.join(options.folder, 'portal.log');
  const log = createWriteStream(logFile);
  await once(log, 'open');
  // A process group of its own: Ctrl-C must not end the portal before the desktops' operator has been told to stop.
  const child = spawn(
    'backstage-cli',
    [
      'repo',
      'start',
      '--config',
      path.join(root, 'app-config.yaml'),
      '--config',
      configFile,
    ],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...options.mark,
        BROWSER: 'none',
        NODE_ENV: 'development',
      },
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    if (options.verbose) stream.pipe(process.stderr, { end: false });
  }
  let failure = '';
  const ended = once(child, 'exit').then(() => {
    failure ||= 'ended';
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes(STARTUP_FAILED)) failure ||= 'could not start';
  });

  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch (error) {
      // The group is gone already.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const stop = async () => {
    signalGroup('SIGTERM');
    const timer = setTimeout(() => signalGroup('SIGKILL'), STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
    signalGroup('SIGKILL');
    log.end();
  };

  const url = `http://localhost:${options.port}`;
  const health = `http://localhost:${options.backendPort}/.backstage/health/v1/readiness`;
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!((await answers(health)) && (await answers(url)))) {
    if (options.signal.aborted) failure = 'was stopped';
    if (Date.now() > deadline) failure ||= 'did not answer in three minutes';
    if (failure) {
      await stop();
      const tail = (await readFile(logFile, 'utf8')).trimEnd().slice(-3_000);
      throw new Error(`The portal ${failure}. The end of ${logFile}:\n${tail}`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return { url, logFile, ended, stop };
}
