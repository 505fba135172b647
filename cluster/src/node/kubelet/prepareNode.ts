import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallError, installPackages } from '@backstage-vdi/debian';
import { ClusterError } from '../../errors';
import { LogOptions, logWith } from '../../log';
import { SEARCH_PATH } from '../../process/path';
import { CNI_PLUGINS } from './networkPlugins';

/** The programs that run pods, and the Debian package of each. */
const PROGRAMS: Record<string, string> = {
  containerd: 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  ip: 'iproute2',
  iptables: 'iptables',
};

/** Where distributions put the network plugins; Debian's place is the first. */
const CNI_FOLDERS = ['/usr/lib/cni', '/opt/cni/bin'];
const CNI_PACKAGE = 'containernetworking-plugins';

/** Options of {@link prepareNode}. */
export interface PrepareOptions extends LogOptions {
  signal?: AbortSignal;
}

/** What a node that really runs pods finds on this machine. */
export interface PreparedNode {
  /** The folder of the network plugins. */
  cniFolder: string;
}

/**
 * Makes sure that this machine can run pods: installs Debian's packages of what is missing. Programs that are there
 * are left alone, whoever installed them. Throws `NODE_UNAVAILABLE` with one sentence on what is missing.
 */
export async function prepareNode(
  options: PrepareOptions = {},
): Promise<PreparedNode> {
  if (process.getuid?.() !== 0) {
    throw unavailable(
      'containers and their network need root, and this is user ' +
        `${process.getuid?.()}`,
    );
  }
  const packages = await missingPackages();
  if (packages.length > 0) await install(packages, options);
  const still = await missingPackages();
  const cniFolder = await findCniFolder();
  if (still.length > 0 || !cniFolder) {
    throw unavailable(`${still.join(', ')} is not installed`);
  }
  return { cniFolder };
}

async function missingPackages(): Promise<string[]> {
  const missing = new Set<string>();
  for (const [program, name] of Object.entries(PROGRAMS)) {
    const places = SEARCH_PATH.split(':').map(folder => join(folder, program));
    if (!(await firstExecutable(places))) missing.add(name);
  }
  if (!(await findCniFolder())) missing.add(CNI_PACKAGE);
  return [...missing];
}

async function findCniFolder(): Promise<string | undefined> {
  for (const folder of CNI_FOLDERS) {
    const found = await Promise.all(
      CNI_PLUGINS.map(plugin => firstExecutable([join(folder, plugin)])),
    );
    if (found.every(Boolean)) return folder;
  }
  return undefined;
}

async function firstExecutable(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    const there = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
}

async function install(packages: string[], options: PrepareOptions) {
  const { log } = logWith(options);
  try {
    await installPackages(packages, { log, signal: options.signal });
  } catch (cause) {
    if (!(cause instanceof InstallError)) throw cause;
    throw unavailable(cause.message, cause);
  }
}

function unavailable(why: string, cause?: unknown) {
  return new ClusterError(
    'NODE_UNAVAILABLE',
    `A node that really runs pods cannot be had: ${why}.`,
    { cause },
  );
}
