import { ApiClient } from '../apiClient';
import { Launcher } from '../launcher';
import { manifestFile } from '../manifests';

/** Where the API server listens and what it serves. */
export interface ApiServerOptions {
  port: number;
  etcdPort: number;
  serviceRange: string;
  /** A file for the audit log, if one is wanted. */
  auditLog: string | undefined;
  /** Further arguments. */
  args: string[];
}

/** Starts the API server on the loopback. Returns when it is ready. */
export async function startApiServer(
  launcher: Launcher,
  client: ApiClient,
  { port, etcdPort, serviceRange, auditLog, args }: ApiServerOptions,
): Promise<void> {
  const pki = (file: string) => launcher.path('pki', file);
  await launcher.launch('kube-apiserver', {
    port,
    args: [
      `--etcd-servers=https://127.0.0.1:${etcdPort}`,
      `--etcd-cafile=${pki('ca.crt')}`,
      `--etcd-certfile=${pki('etcd-client.crt')}`,
      `--etcd-keyfile=${pki('etcd-client.key')}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${pki('apiserver.crt')}`,
      `--tls-private-key-file=${pki('apiserver.key')}`,
      `--client-ca-file=${pki('ca.crt')}`,
      '--anonymous-auth=false',
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--allow-privileged',
      `--service-account-key-file=${pki('service-accounts.pub')}`,
      `--service-account-signing-key-file=${pki('service-accounts.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-cluster-ip-range=${serviceRange}`,
      // The loopback address is no endpoint for anybody else.
      '--endpoint-reconciler-type=none',
      `--kubelet-certificate-authority=${pki('ca.crt')}`,
      `--kubelet-client-certificate=${pki('kubelet-client.crt')}`,
      `--kubelet-client-key=${pki('kubelet-client.key')}`,
      // Else logs and exec look up the node's name, which no DNS server knows.
      '--kubelet-preferred-address-types=InternalIP',
      ...(auditLog
        ? [
            `--audit-log-path=${auditLog}`,
            `--audit-policy-file=${manifestFile('audit-policy.yaml')}`,
          ]
        : []),
      ...args,
    ],
  });
  await launcher.eventually('the API server', () => client.get('/readyz'));
}
