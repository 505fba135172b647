import { stat } from 'node:fs/promises';
import { systemClock } from './clock';
import {
  Connection,
  ConnectionError,
  Credentials,
  TlsOptions,
} from './connection';
import { KubeconfigOptions, readKubeconfig } from './readKubeconfig';

/** How often we look whether files changed: as often as a service account's. */
const LOOK_INTERVAL_MS = 60_000;

/** A server that refuses good credentials must not make us start a process per request. */
const REFRESH_INTERVAL_MS = 5_000;

/**
 * A connection by kubeconfig: client certificates, tokens, credential plugins (`exec`) and OpenID Connect, as
 * `@kubernetes/client-node` understands them. Credentials are read again when the server refuses them, and within a minute when
 * the kubeconfig or a file that it names changes; if that fails, they stay as they were. It stays with the context that it began with.
 *
 * @throws ConnectionError when the file cannot be read or used.
 */
export async function kubeconfigConnection(
  options: KubeconfigOptions = {},
): Promise<Connection> {
  const { clock = systemClock } = options;
  let reading = await readKubeconfig(options);
  let seen = await fingerprint(reading.files);
  let current: Credentials = { tls: reading.tls, headers: reading.headers };
  let readAt = clock.now();
  let lookedAt = readAt;
  let refreshing: Promise<Credentials> | undefined;
  // Others may switch contexts in the file: credentials of one server are for no other.
  const { server, context, namespace = 'default' } = reading;

  const refresh = async (): Promise<Credentials> => {
    try {
      const before = await fingerprint(reading.files);
      const fresh = await readKubeconfig(
        { ...options, context },
        reading.learnt,
      );
      if (fresh.server !== server) {
        throw new ConnectionError(
          `The context ${context} names another server now, ${fresh.server}: start again to use it`,
        );
      }
      reading = fresh;
      seen = before;
      current = {
        tls: sameTls(reading.tls, current.tls) ? current.tls : reading.tls,
        headers: reading.headers,
      };
    } finally {
      readAt = clock.now();
      refreshing = undefined;
    }
    return current;
  };

  return {
    server: server.replace(/\/+$/, ''),
    namespace,
    async credentials(rejected) {
      if (rejected === current) {
        if (!refreshing && clock.now() - readAt < REFRESH_INTERVAL_MS) {
          return current;
        }
        refreshing ??= refresh();
        return refreshing;
      }
      if (clock.now() - lookedAt >= LOOK_INTERVAL_MS) {
        lookedAt = clock.now();
        if ((await fingerprint(reading.files)) !== seen) {
          refreshing ??= refresh();
          return refreshing.catch(() => current);
        }
      }
      return current;
    },
  };
}

/** Differs when one of the files was written, replaced or removed. */
async function fingerprint(files: readonly string[]): Promise<string> {
  const seen = await Promise.all(
    files.map(file =>
      stat(file).then(
        ({ ino, size, mtimeMs }) => [ino, size, mtimeMs],
        () => [],
      ),
    ),
  );
  return seen.join();
}

function sameTls(a: TlsOptions, b: TlsOptions): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
