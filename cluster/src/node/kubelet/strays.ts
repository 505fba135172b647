import { once } from 'node:events';
import { readdir, readFile, readlink, rm, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Where the kubelet links to the logs of containers, whatever its own folder. */
const LOG_LINKS = '/var/log/containers';
/** Where the network library notes what it gave to which container. */
const CNI_NOTES = '/var/lib/cni/results';
/** The kubelet's one folder that no option moves. */
const DEVICE_PLUGINS = '/var/lib/kubelet/device-plugins';

/** The sockets of containers' shims are not in the node's `folder`; each shim notes where its own is. */
export async function removeShimSockets(folder: string): Promise<void> {
  const tasks = join(folder, 'run/io.containerd.runtime.v2.task/k8s.io');
  for (const id of await namesIn(tasks)) {
    const note = join(tasks, id, 'address');
    const address = await readFile(note, 'utf8').catch(() => '');
    if (address.startsWith('unix://')) {
      await rm(address.slice('unix://'.length), { force: true });
    }
  }
}

/** Removes what kubelet and network plugins wrote outside of the node's `folder`. */
export async function removeNotes(folder: string): Promise<void> {
  for (const name of await namesIn(LOG_LINKS)) {
    const link = join(LOG_LINKS, name);
    const target = await readlink(link).catch(() => '');
    if (target.startsWith(`${folder}/`)) await rm(link, { force: true });
  }
  for (const name of await namesIn(CNI_NOTES)) {
    const note = join(CNI_NOTES, name);
    // It names the network namespace, which is below that folder.
    const text = await readFile(note, 'utf8').catch(() => '');
    if (text.includes(`${folder}/`)) await rm(note, { force: true });
  }
  await removeDeadSocket(join(DEVICE_PLUGINS, 'kubelet.sock'));
  for (const path of [DEVICE_PLUGINS, '/var/lib/kubelet']) {
    // Empty, unless somebody else's kubelet uses it.
    await rmdir(path).catch(() => {});
  }
}

/** Removes a socket on which nobody listens any more. */
async function removeDeadSocket(path: string) {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') await rm(path, { force: true });
  } finally {
    socket.destroy();
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
