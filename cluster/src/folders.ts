import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ClusterError } from './errors';

/** The folder of this package. */
export const packageFolder = dirname(require.resolve('../package.json'));

/** What outlives clusters and checkouts: programs, the local CA, images. `$XDG_CACHE_HOME` or `~/.cache`. */
export function cacheFolder(...parts: string[]): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'backstage-vdi', ...parts);
}

/** The folder of the folders of this checkout's clusters. */
export const clustersFolder = join(packageFolder, '..', '.local', 'clusters');

/** The folder of the cluster called `name` in this checkout. Throws `INVALID_NAME`. */
export function clusterFolder(name: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/.test(name)) {
    throw new ClusterError(
      'INVALID_NAME',
      `A cluster's name is 1 to 32 lower-case letters, digits and dashes, not "${name}".`,
    );
  }
  return join(clustersFolder, name);
}

/** `folder` without symbolic links, which is how the kernel speaks of it, and as it is when there is none. */
export function realFolder(folder: string): Promise<string> {
  return realpath(folder).catch(() => resolve(folder));
}

/**
 * Where the node of the cluster in `stateDir` keeps what runs. Not in the cluster's folder: the kubelet's sockets lie
 * deep below it, the path of a socket may have 107 characters, and a checkout can be anywhere.
 */
export function nodeFolder(stateDir: string): string {
  return join('/var/lib/backstage-vdi', clusterKey(stateDir));
}

/**
 * The name under which the cluster of `stateDir` owns things of the host: bridge, cgroup, firewall rules. Derived and
 * not stored, so that they are found again when the state is lost. 12 characters: a link's name may have 15.
 */
export function clusterKey(stateDir: string): string {
  const hash = createHash('sha256').update(resolve(stateDir)).digest('hex');
  return `vdi-${hash.slice(0, 8)}`;
}
