import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ApiClient } from '../../apiClient';
import { clusterKey, nodeFolder } from '../../folders';
import { Launcher } from '../../launcher';
import { awaitObject, hasCondition } from '../../manifests';
import { freePorts } from '../../ports';
import { nodeName } from '../kwok';
import { containerdSocket } from './containerd';
import { PodNetwork, renderCni } from './network';

/** Where systemd-resolved says whom it asks; /etc/resolv.conf names itself then, on the host's loopback. */
const UPSTREAM_SERVERS = '/run/systemd/resolve/resolv.conf';

/** The node to make. */
export interface KubeletOptions {
  network: PodNetwork;
  /** `nvidia.com/gpu` that it advertises; accounting only, there is no device. */
  gpus: number;
}

/** What differs between the kubelets of two clusters. */
export interface KubeletConfig {
  stateDir: string;
  address: string;
  port: number;
  /** The file that says how the host resolves names, and the name servers in it. */
  resolvConf: string;
  nameServers: string[];
}

/** The kubelet's configuration. */
export function renderKubelet(config: KubeletConfig): string {
  const { stateDir, address, port, resolvConf, nameServers } = config;
  const pki = `${stateDir}/pki`;
  const folder = nodeFolder(stateDir);
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address,
    port,
    readOnlyPort: 0,
    healthzPort: 0,
    tlsCertFile: `${pki}/kubelet-server.crt`,
    tlsPrivateKeyFile: `${pki}/kubelet-server.key`,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: `${pki}/ca.crt` },
    },
    authorization: { mode: 'Webhook' },
    containerRuntimeEndpoint: `unix://${containerdSocket(stateDir)}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${clusterKey(stateDir)}`,
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    // No kube-proxy, no chains: nothing to leave behind.
    makeIPTablesUtilChains: false,
    // There is no cluster DNS: pods resolve names as the host does.
    clusterDNS: nameServers,
    resolvConf,
    // Images are loaded, not pulled: one that is thrown away does not come back.
    imageGCHighThresholdPercent: 100,
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '0%',
      'imagefs.available': '0%',
    },
    volumePluginDir: `${folder}/plugins`,
    podLogsDir: `${folder}/podlogs`,
  });
}

/** The name servers in the text of a resolv.conf that a pod can reach too: not those on the host's loopback. */
export function nameServersIn(resolvConf: string): string[] {
  return [...resolvConf.matchAll(/^nameserver\s+(\S+)/gm)]
    .map(([, address]) => address)
    .filter(address => !address.startsWith('127.') && address !== '::1');
}

/** Starts the kubelet on the bridge's address. Returns when the node is Ready and has its GPUs. */
export async function startKubelet(
  launcher: Launcher,
  client: ApiClient,
  { network, gpus }: KubeletOptions,
): Promise<void> {
  const { stateDir } = launcher;
  const name = nodeName(1);
  const folder = nodeFolder(stateDir);
  await mkdir(`${folder}/podlogs`);
  const cni = `${folder}/cni`;
  // containerd, which watches it, may have made it.
  await mkdir(cni, { recursive: true });
  await writeFile(
    `${cni}/pods.conflist`,
    renderCni(network, `${folder}/addresses`),
  );
  const config = launcher.path('config', 'kubelet.yaml');
  const resolvConf = existsSync(UPSTREAM_SERVERS)
    ? UPSTREAM_SERVERS
    : '/etc/resolv.conf';
  const nameServers = nameServersIn(await readFile(resolvConf, 'utf8'));
  const address = network.gateway;
  const [port] = await freePorts(1, address);
  await writeFile(
    config,
    renderKubelet({ stateDir, address, port, resolvConf, nameServers }),
  );
  await launcher.launch('kubelet', {
    port,
    args: [
      `--config=${config}`,
      `--kubeconfig=${launcher.path('pki', 'kubelet.kubeconfig')}`,
      `--hostname-override=${name}`,
      `--node-ip=${address}`,
      `--root-dir=${folder}/kubelet`,
      `--cert-dir=${folder}/certificates`,
    ],
  });
  await launcher.step('the node', async () => {
    const path = `/api/v1/nodes?fieldSelector=metadata.name=${name}`;
    await awaitObject(client, path, node => hasCondition(node, 'Ready'));
    await client.patch(
      `/api/v1/nodes/${name}/status`,
      ['capacity', 'allocatable'].map(field => ({
        op: 'add',
        path: `/status/${field}/nvidia.com~1gpu`,
        value: String(gpus),
      })),
    );
  });
}
