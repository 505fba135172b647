import { writeFile } from 'node:fs/promises';
import { ApiClient, KubeObject } from './apiClient';
import { startApiServer } from './controlPlane/apiServer';
import {
  startControllerManager,
  startScheduler,
} from './controlPlane/controllers';
import { startEtcd } from './controlPlane/etcd';
import { renderKubeconfig } from './kubeconfig';
import { Launcher } from './launcher';
import { awaitObject, create, readManifest } from './manifests';
import { CONTROLLER_MANAGER_ARGS, nodeName, startKwok } from './node/kwok';
import { startKubelet } from './node/kubelet/kubelet';
import { createNode } from './node/kubelet/createNode';
import { PreparedNode } from './node/kubelet/prepareNode';
import { startRuntime } from './node/kubelet/startRuntime';
import { startVolumes } from './node/kubelet/volumes';
import { ClusterPki, createPki } from './pki/clusterPki';
import { freePorts } from './ports';
import { ClusterState } from './state';
import { startTraefik } from './traefik/traefik';

/** What a cluster consists of. */
export interface BringUpOptions {
  /** For a kubelet; undefined for every other kind of node. */
  prepared: PreparedNode | undefined;
  /** How many nodes are simulated. */
  nodes: number;
  /** GPUs of each node. */
  gpus: number;
  /** A file for the API server's audit log, if one is wanted. */
  auditLog: string | undefined;
  /** Further arguments of the API server. */
  apiServerArgs: string[];
  /** Further arguments of the controller manager. */
  controllerManagerArgs: string[];
}

/** Where services live when no pod network says otherwise. */
const SERVICE_RANGE = '10.96.0.0/12';

/**
 * Starts everything, each part as soon as what it needs is there. Returns when all is ready; when it throws, nothing
 * is starting any more.
 */
export async function bringUp(
  launcher: Launcher,
  state: ClusterState,
  {
    prepared,
    nodes,
    gpus,
    auditLog,
    apiServerArgs,
    controllerManagerArgs,
  }: BringUpOptions,
): Promise<void> {
  const { signal } = launcher;
  const [etcdPort, peerPort, port, httpPort, pingPort] = await freePorts(5);
  const network = prepared && (await createNode(launcher.stateDir));
  const serviceRange = network?.serviceRange ?? SERVICE_RANGE;
  const pki = await createPki({
    folder: launcher.path('pki'),
    serviceIp: serviceRange.replace(/0\/\d+$/, '1'),
    nodeName: nodeName(1),
    nodeIp: network?.gateway,
  });
  state.server = `https://127.0.0.1:${port}`;
  state.traefikHttpPort = httpPort;
  await writeKubeconfigs(launcher, state, pki);
  const client = new ApiClient(state.server, pki.ca, pki.clients.admin, signal);

  const runtime = prepared && startRuntime(launcher, prepared);
  const controlPlane = startEtcd(launcher, etcdPort, peerPort).then(() =>
    startApiServer(launcher, client, {
      port,
      etcdPort,
      serviceRange,
      auditLog,
      args: apiServerArgs,
    }),
  );
  const node = async () => {
    if (state.node === 'kwok') {
      await startKwok(launcher, client, { count: nodes, gpus });
    } else if (network) {
      await runtime;
      await startKubelet(launcher, client, { network, gpus });
    }
  };
  const afterwards = controlPlane.then(() =>
    launcher.together(
      startTraefik(launcher, client, {
        port: state.traefikPort,
        httpPort,
        pingPort,
        server: state.server,
        ca: pki.ca,
      }),
      startControllers(launcher, client, serviceRange, [
        ...(state.node === 'kwok' ? CONTROLLER_MANAGER_ARGS : []),
        ...controllerManagerArgs,
      ]),
      startStorage(launcher, client, state),
      node(),
    ),
  );
  try {
    await launcher.together(...(runtime ? [runtime] : []), afterwards);
  } finally {
    client.close();
  }
}

async function startControllers(
  launcher: Launcher,
  client: ApiClient,
  serviceRange: string,
  controllerManagerArgs: string[],
) {
  await startControllerManager(launcher, serviceRange, controllerManagerArgs);
  await startScheduler(launcher);
  // Without it no pod can be created.
  await launcher.step("the namespace's service account", () =>
    awaitObject(
      client,
      '/api/v1/namespaces/default/serviceaccounts',
      account => account.metadata.name === 'default',
    ),
  );
}

async function startStorage(
  launcher: Launcher,
  client: ApiClient,
  state: ClusterState,
) {
  const [storageClass] = await readManifest('storage-class.yaml');
  await create(client, [
    state.node === 'kwok' ? boundAtOnce(storageClass) : storageClass,
  ]);
  if (state.node === 'kubelet') await startVolumes(launcher, client);
}

/** A scheduler that has a claim bound for a pod looks once a second whether it is, which would be most of what a simulated start takes. */
function boundAtOnce(storageClass: KubeObject): KubeObject {
  return Object.assign(storageClass, { volumeBindingMode: 'Immediate' });
}

async function writeKubeconfigs(
  launcher: Launcher,
  { name: cluster, server }: ClusterState,
  { ca, clients }: ClusterPki,
) {
  for (const [name, user] of Object.entries(clients)) {
    const file =
      name === 'admin'
        ? launcher.path('kubeconfig')
        : launcher.path('pki', `${name}.kubeconfig`);
    const text = renderKubeconfig({ cluster, server, ca, user });
    await writeFile(file, text, { mode: 0o600 });
  }
}
