import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster, findCluster } from '../cluster';
import { ClusterError } from '../errors';
import { clusterFolder } from '../folders';
import { terminalLog } from '../log';
import { interruptible } from '../process/interruptible';
import { passOn } from '../process/passOn';
import { startCluster } from '../startCluster';
import { NodeKind } from '../state';

/**
 * Starts a cluster unless it runs, and returns what to tell about it. Without `node` any kind that runs will do.
 * Throws InterruptedError on Ctrl-C, when all of it is gone.
 */
export async function up(name: string, node?: NodeKind): Promise<string> {
  const running = await findCluster(clusterFolder(name));
  if (running && (node ?? running.node) === running.node) {
    return `The cluster ${name} is running already.\n${describe(running)}`;
  }
  const started = Date.now();
  const cluster = await interruptible(signal =>
    startCluster({
      name,
      node: node ?? 'kubelet',
      keep: true,
      ...terminalLog(process.stderr),
      signal,
    }),
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  return `The cluster ${name} is ready after ${seconds} s.\n${describe(cluster)}`;
}

function describe(cluster: Cluster): string {
  const { name, node, kubeconfig, server, traefik } = cluster;
  const option = name === 'default' ? '' : ` --name ${name}`;
  return `
  Nodes        ${node}
  API server   ${server}
  kubeconfig   ${kubeconfig}
  kubectl      export KUBECONFIG=${kubeconfig}
               or: npm run cluster -- kubectl${option} -- get nodes
  Desktops     ${traefik.url('<host>')}
  Certificate  ${traefik.caFile}
               (trust it in the browser once; it can vouch for *.vdi.localhost only)
  End it       npm run cluster -- down${option}`;
}

/** Shows the end of the logs in `folder` and returns an exit code. */
export async function logs(
  folder: string,
  component: string | undefined,
  follow: boolean,
): Promise<number> {
  const files = (await readdir(folder).catch(() => [])).sort();
  const names = files.map(file => file.replace(/\.log$/, ''));
  if (names.length === 0 || (component && !names.includes(component))) {
    throw new ClusterError(
      'NOT_RUNNING',
      `There is no log of ${component ?? 'any component'} in ${folder}. There is: ${names.join(', ') || 'nothing'}.`,
    );
  }
  const paths = (component ? [`${component}.log`] : files).map(file =>
    join(folder, file),
  );
  const mode = follow ? ['--follow=name'] : [];
  return passOn('tail', ['--lines=200', ...mode, ...paths]);
}

/** Runs kubectl in this terminal and returns its exit code. */
export function kubectl(program: string, stateDir: string, args: string[]) {
  return passOn(program, [`--kubeconfig=${stateDir}/kubeconfig`, ...args]);
}
