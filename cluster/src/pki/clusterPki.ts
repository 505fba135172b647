import { generateKeyPair } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Authority, PemPair } from './authority';

/** Who talks to the API server, and as whom. */
const CLIENTS = {
  admin: { commonName: 'admin', organization: 'system:masters' },
  'kube-controller-manager': { commonName: 'system:kube-controller-manager' },
  'kube-scheduler': { commonName: 'system:kube-scheduler' },
  kwok: { commonName: 'kwok', organization: 'system:masters' },
  // RBAC in manifests/volumes.yaml.
  volumes: { commonName: 'volumes' },
};

/** As whom the API server talks to others. */
const API_SERVER = {
  'etcd-client': { commonName: 'kube-apiserver' },
  'kubelet-client': {
    commonName: 'kube-apiserver',
    organization: 'system:masters',
  },
};

/** A client of the API server. */
export type ClientName = keyof typeof CLIENTS | 'kubelet';

/** What a cluster's clients need; the rest is in its folder. */
export interface ClusterPki {
  /** The authority's certificate, PEM. */
  ca: string;
  clients: Record<ClientName, PemPair>;
}

/** What the certificates speak of. */
export interface PkiOptions {
  folder: string;
  /** The first address of the service range, which is the API server's inside of the cluster. */
  serviceIp: string;
  nodeName: string;
  /** The address on which the kubelet serves. */
  nodeIp?: string;
}

/**
 * Creates all keys and certificates of a cluster, and writes to its folder what its components read as files.
 * They are readable to their owner alone.
 */
export async function createPki(options: PkiOptions): Promise<ClusterPki> {
  const { folder, serviceIp, nodeName, nodeIp } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await Authority.create('backstage-vdi local cluster');
  const write = (file: string, content: string) =>
    writeFile(join(folder, file), content, { mode: 0o600 });

  const files = {
    ...API_SERVER,
    apiserver: {
      commonName: 'kube-apiserver',
      hosts: [
        'localhost',
        'kubernetes',
        'kubernetes.default',
        'kubernetes.default.svc',
        'kubernetes.default.svc.cluster.local',
        '127.0.0.1',
        serviceIp,
      ],
    },
    etcd: { commonName: 'etcd', hosts: ['localhost', '127.0.0.1'] },
    'kubelet-server': {
      commonName: nodeName,
      hosts: nodeIp ? [nodeName, nodeIp] : [nodeName],
    },
  };
  for (const [name, request] of Object.entries(files)) {
    const pair = await authority.issue(request);
    await write(`${name}.crt`, pair.cert);
    await write(`${name}.key`, pair.key);
  }
  const accounts = await serviceAccountKeys();
  await write('service-accounts.key', accounts.privateKey);
  await write('service-accounts.pub', accounts.publicKey);
  await write('ca.crt', authority.pem.cert);

  const kubelet = {
    commonName: `system:node:${nodeName}`,
    organization: 'system:nodes',
  };
  const clients = await Promise.all(
    Object.entries({ ...CLIENTS, kubelet }).map(async ([name, request]) => [
      name,
      await authority.issue(request),
    ]),
  );
  return { ca: authority.pem.cert, clients: Object.fromEntries(clients) };
}

/** RSA: what every verifier of service account tokens understands. */
function serviceAccountKeys() {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
