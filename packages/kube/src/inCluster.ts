import { access, readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { Clock } from './clock';
import { Connection, ConnectionError, Credentials } from './connection';
import { describeError } from './describeError';
import { freshCredentials } from './freshCredentials';

/** Where the kubelet mounts a pod's service account. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Options of {@link inClusterConnection}; for tests. */
export interface InClusterOptions {
  /** Default: the folder that the kubelet mounts. */
  directory?: string;
  /** Default: the process's environment, where the kubelet puts the API server's address. */
  env?: Record<string, string | undefined>;
  clock?: Clock;
}

/** Whether this process runs in a pod with a service account. */
export async function isInCluster(
  options: InClusterOptions = {},
): Promise<boolean> {
  const { directory = SERVICE_ACCOUNT, env = process.env } = options;
  return (
    Boolean(env.KUBERNETES_SERVICE_HOST) &&
    access(join(directory, 'token')).then(
      () => true,
      () => false,
    )
  );
}

/**
 * A connection by the pod's service account. Token and CA are files that the kubelet replaces; they are read again every 60 s
 * and when the server refuses the token. A file missing for a moment (the kubelet swaps a symbolic link) changes nothing.
 *
 * @throws ConnectionError when the address or the files are not there at the start.
 */
export async function inClusterConnection(
  options: InClusterOptions = {},
): Promise<Connection> {
  const { directory = SERVICE_ACCOUNT, env = process.env, clock } = options;
  const host = env.KUBERNETES_SERVICE_HOST;
  if (!host) {
    throw new ConnectionError(
      'KUBERNETES_SERVICE_HOST is not set: this process does not run in a pod; name a kubeconfig instead',
    );
  }
  const port = env.KUBERNETES_SERVICE_PORT ?? '443';

  const read = async (known?: Credentials): Promise<Credentials> => {
    const [ca, token] = await Promise.all([
      readFile(join(directory, 'ca.crt'), 'utf8'),
      readFile(join(directory, 'token'), 'utf8'),
    ]);
    return {
      tls: known && known.tls.ca === ca ? known.tls : { ca },
      headers: { authorization: `Bearer ${token.trim()}` },
    };
  };

  const credentials = await freshCredentials(read, clock).catch(cause => {
    throw new ConnectionError(
      `The service account in ${directory} cannot be read: ${describeError(cause).message}`,
      { cause },
    );
  });

  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    namespace: await readFile(join(directory, 'namespace'), 'utf8').then(
      text => text.trim(),
      () => 'default',
    ),
    credentials,
  };
}
