/**
 * `npm start`: a real local Kubernetes, its desktops and the portal, until Ctrl-C.
 * With VDI_KUBECONTEXT set it uses that context of your kubeconfig instead of a cluster of its own.
 */
import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clusterFolder, interruptible } from '@backstage-vdi/cluster';
import { Command, InvalidArgumentError } from 'commander';
import { Listr } from 'listr2';
import { bringCluster, type DesktopCluster } from './start/desktopCluster';
import { local } from './folders';
import { startPortal, type Portal } from './start/portal';
import { requireFreePort } from './start/ports';
import { watchDesktops } from './start/watchDesktops';

interface Options {
  name: string;
  port: number;
  backendPort: number;
  verbose: boolean;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  }
  return port;
}

/** Throws `INVALID_NAME`: folders are called by it. */
function clusterName(text: string): string {
  clusterFolder(text);
  return text;
}

function readOptions(): Options {
  return new Command('npm start --')
    .description('Starts the portal on a real local Kubernetes.')
    .option('--name <name>', 'name of the cluster', clusterName, 'default')
    .option('--port <port>', 'port of the portal', portNumber, 3000)
    .option('--backend-port <port>', 'port of its backend', portNumber, 7007)
    .option('--verbose', "show the portal's log", false)
    .parse()
    .opts<Options>();
}

function summary(cluster: DesktopCluster, portal: Portal): string {
  return [
    '',
    `  Portal    ${portal.url}   sign in as guest, then Desktops`,
    ...cluster.hints.map(([title, text]) => `  ${title.padEnd(9)} ${text}`),
    `  Log       ${path.relative(process.cwd(), portal.logFile)}`,
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function sayDesktop(line: string): void {
  process.stdout.write(`  Desktop   ${line}\n`);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function endedByItself(portal: Portal): Promise<never> {
  await portal.ended;
  throw new Error(`The portal ended by itself. See ${portal.logFile}.`);
}

/** Starts everything, waits until it is to stop, and stops it. */
async function run(options: Options, stopping: AbortSignal): Promise<void> {
  const folder = path.join(local, 'start', options.name);
  const readyFile = path.join(folder, 'ready.json');
  await mkdir(folder, { recursive: true });
  await rm(readyFile, { force: true });

  let cluster: DesktopCluster | undefined;
  let portal: Portal | undefined;
  try {
    await new Listr(
      [
        {
          title: 'Kubernetes',
          task: async (_, task) => {
            cluster = await bringCluster({
              name: options.name,
              signal: stopping,
              log: line => {
                task.output = line;
              },
            });
            task.title = `Kubernetes: ${cluster.title}`;
          },
        },
        {
          title: 'Portal',
          task: async (_, task) => {
            task.output = 'starting the page and its backend';
            portal = await startPortal({
              folder,
              ...options,
              ...cluster!.portal,
              signal: stopping,
            });
          },
        },
      ],
      // Ctrl-C is ours to answer: everything has to be stopped first.
      { registerSignalListeners: false },
    ).run();
    if (!cluster || !portal) return;
    const { kubeconfig, context } = cluster.portal;
    // Whole or not there, for whoever waits for it.
    await writeFile(
      `${readyFile}.new`,
      JSON.stringify({ portal: portal.url, kubeconfig }),
    );
    await rename(`${readyFile}.new`, readyFile);
    process.stdout.write(summary(cluster, portal));
    await Promise.race([
      aborted(stopping),
      endedByItself(portal),
      // In a cluster of others, most desktops are theirs.
      ...(context ? [] : [watchDesktops(kubeconfig, sayDesktop, stopping)]),
    ]);
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    process.stderr.write('Stopping …\n');
    await rm(readyFile, { force: true });
    await portal?.stop();
    await cluster?.down();
  }
}

async function main() {
  const options = readOptions();
  await requireFreePort(options.port, '--port');
  await requireFreePort(options.backendPort, '--backend-port');
  await interruptible(stopping => run(options, stopping));
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
