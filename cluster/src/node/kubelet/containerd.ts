import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, clusterKey, nodeFolder } from '../../folders';
import { Launcher } from '../../launcher';
import { run } from '../../process/run';
import { layOutPlugins } from './networkPlugins';

/** The image that holds a pod's namespaces, packed by {@link packPauseImage}. */
export const PAUSE_IMAGE = 'docker.io/local/pause:1';

/** containerd's folders. */
export interface ContainerdPaths {
  /** Images; kept when the cluster goes, so that the next one of this name need not load them again. */
  root: string;
  /** What runs. */
  state: string;
  socket: string;
  cniConfig: string;
  cniFolder: string;
}

/** The folder of the images of the cluster in `stateDir`. Two containerds cannot share one. */
export function imageStore(stateDir: string): string {
  return cacheFolder(
    'containerd',
    `${basename(stateDir)}-${clusterKey(stateDir)}`,
  );
}

/** The socket of the containerd of the cluster in `stateDir`. */
export function containerdSocket(stateDir: string): string {
  return join(nodeFolder(stateDir), 'containerd.sock');
}

/** containerd's configuration, in the version that 1.6 to 2.x understand. */
export function renderContainerd(paths: ContainerdPaths): string {
  const { root, state, socket, cniConfig, cniFolder } = paths;
  const quote = (text: string) => JSON.stringify(text);
  return `version = 2
root = ${quote(root)}
state = ${quote(state)}
# Snapshotters that need other file systems, and one that makes a folder in /opt.
disabled_plugins = [
  "io.containerd.internal.v1.opt",
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs",
]

[grpc]
  address = ${quote(socket)}

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${quote(PAUSE_IMAGE)}
  # Else, where root may not lower the score: "failed to update /proc/self/oom_score_adj: Permission denied".
  restrict_oom_score_adj = true
  # Below the node's folder, where they are found when it is removed.
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${quote(cniFolder)}
    conf_dir = ${quote(cniConfig)}
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`;
}

/** Starts containerd. Returns when it answers. */
export async function startContainerd(
  launcher: Launcher,
  cniFolder: string,
): Promise<void> {
  const folder = nodeFolder(launcher.stateDir);
  const paths = {
    root: imageStore(launcher.stateDir),
    state: join(folder, 'run'),
    socket: containerdSocket(launcher.stateDir),
    cniConfig: join(folder, 'cni'),
    cniFolder: join(folder, 'plugins'),
  };
  await mkdir(paths.root, { recursive: true });
  await layOutPlugins(paths.cniFolder, cniFolder);
  const config = launcher.path('config', 'containerd.toml');
  await writeFile(config, renderContainerd(paths));
  await launcher.launch('containerd', {
    program: 'containerd',
    args: ['--config', config],
    env: downloadEnvironment(),
  });
  await launcher.eventually('containerd', () =>
    ctr(launcher.stateDir, ['version']),
  );
}

/** Runs containerd's client against the cluster in `stateDir`, in the namespace that the kubelet uses. */
export function ctr(stateDir: string, args: string[]): Promise<string> {
  const socket = containerdSocket(stateDir);
  return run('ctr', ['--address', socket, '--namespace', 'k8s.io', ...args]);
}

/** What a machine behind a proxy needs to pull images. */
function downloadEnvironment(): NodeJS.ProcessEnv {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'SSL_CERT_FILE'];
  return Object.fromEntries(
    names
      .flatMap(name => [name, name.toLowerCase()])
      .flatMap(name => {
        const value = process.env[name];
        return value ? [[name, value]] : [];
      }),
  );
}
