import { join } from 'node:path';
import { componentControl, ComponentControl } from './componentControl';
import { ClusterError } from './errors';
import { realFolder } from './folders';
import { loadImage } from './node/kubelet/images';
import { nodeName } from './node/kwok';
import { DESKTOP_DOMAIN, localAuthorityFile } from './pki/localAuthority';
import { isAlive, OWNER_VARIABLE } from './process/identity';
import { run } from './process/run';
import { ClusterState, ComponentState, NodeKind, readState } from './state';
import { tearDown } from './tearDown';

/** A running cluster. */
export interface Cluster extends ComponentControl {
  readonly name: string;
  readonly node: NodeKind;
  /** The path of an administrator's kubeconfig, which needs no other file. */
  readonly kubeconfig: string;
  /** The API server's address. */
  readonly server: string;
  /** The path of the certificate of the API server's authority. */
  readonly caFile: string;
  /** What a process has in its environment that is to end with the cluster at the latest, however it lost who started it. */
  readonly mark: Readonly<Record<string, string>>;
  /** The first node; undefined when there is none. */
  readonly nodeName: string | undefined;
  /** The process of each component, as it is now. */
  readonly pids: Record<string, number>;
  readonly traefik: {
    /** On the loopback, HTTPS. */
    readonly port: number;
    /** On the loopback, HTTP: leads to HTTPS. */
    readonly httpPort: number;
    /** The path of the certificate to trust. */
    readonly caFile: string;
    /** The address of a host name: `url('alice')` and `url('alice.vdi.localhost')` are the same. */
    url(host: string): string;
  };
  /** Runs kubectl and returns its output. `input` becomes its standard input. Throws `COMMAND_FAILED`. */
  kubectl(args: string[], options?: { input?: string }): Promise<string>;
  /** Applies a file, a folder, or YAML (recognised by its line breaks). */
  apply(pathOrYaml: string): Promise<string>;
  /**
   * Loads a docker-archive into the node, unless it is there, and returns the names of its images.
   * Throws `NODE_UNAVAILABLE` when the node does not run containers.
   */
  loadImage(tarFile: string): Promise<string[]>;
  /** Ends and removes the cluster; may be called again. */
  down(): Promise<void>;
}

/** A component as it is now. */
export interface ComponentStatus extends ComponentState {
  alive: boolean;
}

/** The cluster in `folder` when it is ready and all its components are alive, whoever started it. */
export async function findCluster(
  folder: string,
): Promise<Cluster | undefined> {
  const stateDir = await realFolder(folder);
  const state = await readState(stateDir);
  if (state?.phase !== 'ready') return undefined;
  const components = await componentStatus(state);
  return components.every(({ alive }) => alive)
    ? clusterOf(state, stateDir)
    : undefined;
}

/** Which of the components are alive. */
export function componentStatus(
  state: ClusterState,
): Promise<ComponentStatus[]> {
  return Promise.all(
    state.components.map(async component => ({
      ...component,
      alive: await isAlive(component),
    })),
  );
}

/** The cluster that `state` describes. */
export function clusterOf(state: ClusterState, stateDir: string): Cluster {
  const { name, node, server, traefikPort, traefikHttpPort } = state;
  const kubeconfig = join(stateDir, 'kubeconfig');
  const kubectl: Cluster['kubectl'] = (args, options) =>
    run(state.kubectl, [`--kubeconfig=${kubeconfig}`, ...args], options);
  // Server-side: no copy of the object in an annotation, which some CRDs are too large for.
  const apply = ['apply', '--server-side', '-f'];
  return {
    name,
    node,
    kubeconfig,
    server,
    caFile: join(stateDir, 'pki', 'ca.crt'),
    mark: { [OWNER_VARIABLE]: stateDir },
    nodeName: node === 'none' ? undefined : nodeName(1),
    get pids() {
      return Object.fromEntries(
        state.components.map(one => [one.name, one.pid]),
      );
    },
    ...componentControl(state, stateDir, kubeconfig),
    traefik: {
      port: traefikPort,
      httpPort: traefikHttpPort,
      caFile: localAuthorityFile(),
      url(host) {
        const full = host.includes('.') ? host : `${host}.${DESKTOP_DOMAIN}`;
        return `https://${full}:${traefikPort}`;
      },
    },
    kubectl,
    apply(pathOrYaml) {
      return pathOrYaml.includes('\n')
        ? kubectl([...apply, '-'], { input: pathOrYaml })
        : kubectl([...apply, pathOrYaml]);
    },
    async loadImage(tarFile) {
      if (node !== 'kubelet') {
        throw new ClusterError(
          'NODE_UNAVAILABLE',
          `An image can be loaded into a node of kind "kubelet" only, and the cluster ${name} has "${node}".`,
        );
      }
      return loadImage(stateDir, tarFile);
    },
    down: () => tearDown(stateDir),
  };
}
