import { once } from 'node:events';
import { connect } from 'node:net';
import { Launcher } from '../launcher';

/** Starts etcd, reachable with the cluster's certificates only. Returns when it takes connections. */
export async function startEtcd(
  launcher: Launcher,
  clientPort: number,
  peerPort: number,
): Promise<void> {
  const pki = (file: string) => launcher.path('pki', file);
  const client = `https://127.0.0.1:${clientPort}`;
  const peer = `https://127.0.0.1:${peerPort}`;
  await launcher.launch('etcd', {
    port: clientPort,
    args: [
      `--data-dir=${launcher.path('etcd')}`,
      // The data does not outlive the cluster, let alone the machine.
      '--unsafe-no-fsync',
      '--log-level=warn',
      '--enable-grpc-gateway=false',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--client-cert-auth',
      `--cert-file=${pki('etcd.crt')}`,
      `--key-file=${pki('etcd.key')}`,
      `--trusted-ca-file=${pki('ca.crt')}`,
      '--peer-client-cert-auth',
      `--peer-cert-file=${pki('etcd.crt')}`,
      `--peer-key-file=${pki('etcd.key')}`,
      `--peer-trusted-ca-file=${pki('ca.crt')}`,
    ],
  });
  // An API server that finds nobody listening tries again a second later.
  await launcher.eventually('etcd', async () => {
    const socket = connect(clientPort, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
  });
}
