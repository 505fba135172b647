import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePorts } from '@backstage-vdi/cluster';
import { root } from './folders';
import { PROBE_EVERY } from './probeEvery';
import { testCluster } from './testCluster';

/** What the second portal has and the first has not. */
export interface SecondPortalOptions {
  /** Address of this machine that pods reach. */
  address: string;
  /** What leads people to desktops. */
  routingKind: string;
  /** A relay for WebRTC desktops. */
  turn: { secret: string; uris: string[] };
}

const folder = path.join(root, '.local/test/second-portal');

const READY_TIMEOUT_MS = 180_000;

/** What differs from app-config.yaml. */
async function localConfig(
  { address, routingKind, turn }: SecondPortalOptions,
  baseUrl: string,
) {
  const { kubeconfig, traefik } = await testCluster();
  return {
    backend: {
      baseUrl,
      listen: { host: address, port: Number(new URL(baseUrl).port) },
    },
    vdi: {
      kubernetes: { kubeconfig },
      urlPort: traefik.port,
      routing: { kind: routingKind },
      turn: { ...turn, key: randomBytes(32).toString('hex') },
      operator: {
        // The lease is held for it.
        leaderElection: false,
        probeEvery: PROBE_EVERY,
        routeCheck: `https://127.0.0.1:${traefik.port}`,
        routeCheckCa: traefik.caFile,
      },
    },
  };
}

async function isReady(baseUrl: string): Promise<boolean> {
  const health = `${baseUrl}/.backstage/health/v1/readiness`;
  return fetch(health).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Runs a second backend of the portal on the cluster of the first, with settings of its own. Its operator asks for no lease: let the first
 * one's have none meanwhile.
 *
 * @returns a function that ends it
 * @throws Error with the end of its log when it ends or is not ready in time
 */
export async function startSecondPortal(
  options: SecondPortalOptions,
): Promise<() => Promise<void>> {
  const [port] = await freePorts(1, options.address);
  const baseUrl = `http://${options.address}:${port}`;
  await mkdir(folder, { recursive: true });
  const configFile = path.join(folder, 'app-config.yaml');
  // JSON is YAML.
  const config = JSON.stringify(await localConfig(options, baseUrl));
  await writeFile(configFile, config, { mode: 0o600 });
  const logFile = path.join(folder, 'portal.log');
  const log = createWriteStream(logFile);
  await once(log, 'open');
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'packages/backend/src/index.ts',
      '--config',
      'app-config.yaml',
      '--config',
      configFile,
    ],
    {
      cwd: root,
      stdio: ['ignore', log, log],
      env: { ...process.env, NODE_ENV: 'development' },
    },
  );
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let running = true;
  const ended = once(child, 'exit').then(() => {
    running = false;
    process.off('exit', kill);
    log.end();
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady(baseUrl))) {
    if (!running || Date.now() > deadline) {
      await stop();
      const tail = (await readFile(logFile, 'utf8')).trimEnd().slice(-3_000);
      throw new Error(
        `The second portal did not get ready. The end of ${logFile}:\n${tail}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return stop;
}
