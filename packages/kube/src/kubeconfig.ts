import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Clock, systemClock } from './clock';
import {
  Connection,
  ConnectionError,
  Credentials,
  TlsOptions,
} from './connection';
import { describeError } from './describeError';

/**
 * Reads a kubeconfig with `@kubernetes/client-node` and prints what we need of it as JSON.
 *
 * It runs in a Node process of its own, for as long as that takes (about half a second), because loading client-node costs
 * 60 MB that are never given back, more than a whole controller. The text is given to Node with `--eval`: there is no file
 * that a bundler, Jest or a TypeScript loader would have to find.
 *
 * Standard input: `Question` as JSON. Standard output: `Reading` as JSON.
 */
const READER = `
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
let input = '';
for await (const chunk of process.stdin) input += chunk;
const { module, path, context, learnt } = JSON.parse(input);
const { KubeConfig } = await import(module);
const config = new KubeConfig();
path ? config.loadFromFile(path) : config.loadFromDefault();
if (!path && config.getCurrentContext() === 'loaded-context')
  throw new Error('there is none: set KUBECONFIG, create ~/.kube/config, or name a file');
if (context) config.setCurrentContext(context);
const cluster = config.getCurrentCluster();
const user = config.getCurrentUser();
if (!cluster)
  throw new Error('it has no context "' + config.getCurrentContext() + '", or that context has no cluster');
if (cluster.proxyUrl) throw new Error('it asks for the proxy ' + cluster.proxyUrl + ', and proxies are not supported');
if (learnt) Object.assign(user.authProvider.config, learnt);
// client-node refuses plain http unless told that there is no TLS to verify.
if (cluster.server.startsWith('http:')) cluster.skipTLSVerify = true;
const options = { headers: {} };
await config.applyToHTTPSOptions(options);
if (options.auth) options.headers.Authorization = 'Basic ' + Buffer.from(options.auth).toString('base64');
const text = value => value === undefined || value === null ? undefined : value.toString();
const contextObject = config.getContextObject(config.getCurrentContext());
process.stdout.write(JSON.stringify({
  server: cluster.server,
  namespace: contextObject.namespace,
  tls: {
    ca: text(options.ca), cert: text(options.cert), key: text(options.key),
    servername: options.servername, rejectUnauthorized: options.rejectUnauthorized,
  },
  headers: options.headers,
  files: [
    ...(path ? [path] : (process.env.KUBECONFIG ?? join(homedir(), '.kube', 'config')).split(delimiter)),
    cluster.caFile, user?.certFile, user?.keyFile,
  ].filter(Boolean),
  learnt: user?.authProvider?.config,
}));
`;

/** A credential plugin may open a browser for the user to sign in, or ask a slow cloud; after this it will not come any more. */
const READ_TIMEOUT_MS = 60_000;

/** Certificates of a large company's authorities fit many times over. */
const MAX_READING_BYTES = 16 * 1024 * 1024;

/** How often we look whether files changed: as often as a service account's. */
const LOOK_INTERVAL_MS = 60_000;

/** A server that refuses good credentials must not make us start a process per request. */
const REFRESH_INTERVAL_MS = 5_000;

interface Question {
  /** URL of client-node. */
  module: string;
  path?: string;
  context?: string;
  /** What the last reading said: an OpenID provider may let a refresh token be used only once. */
  learnt?: unknown;
}

interface Reading {
  server: string;
  namespace?: string;
  tls: TlsOptions;
  headers: Record<string, string>;
  /** Paths of the files that it comes from. */
  files: string[];
  learnt?: unknown;
}

/** Options of {@link kubeconfigConnection}. */
export interface KubeconfigOptions {
  /** Default: `$KUBECONFIG`, else `~/.kube/config`. */
  kubeconfig?: string;
  /** Default: the file's `current-context`. */
  context?: string;
  clock?: Clock;
}

/**
 * A connection by kubeconfig: client certificates, tokens, credential plugins (`exec`) and OpenID Connect, as
 * `@kubernetes/client-node` understands them. Credentials are read again when the server refuses them, and within a minute when
 * the kubeconfig or a file that it names changes; if that fails, they stay as they were.
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
  const { server, namespace = 'default' } = reading;

  const refresh = async (): Promise<Credentials> => {
    try {
      const before = await fingerprint(reading.files);
      reading = await readKubeconfig(options, reading.learnt);
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

async function readKubeconfig(
  { kubeconfig: path, context }: KubeconfigOptions,
  learnt?: unknown,
): Promise<Reading> {
  try {
    const { href } = pathToFileURL(require.resolve('@kubernetes/client-node'));
    return await runReader({ module: href, path, context, learnt });
  } catch (cause) {
    const what = path ? `The kubeconfig ${path}` : 'A kubeconfig';
    throw new ConnectionError(`${what} cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

async function runReader(question: Question): Promise<Reading> {
  // Flags meant for this process (a loader, a debugger's port) would break or slow down the other.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const running = promisify(execFile)(
    process.execPath,
    ['--no-deprecation', '--input-type=module', '--eval', READER],
    { env, timeout: READ_TIMEOUT_MS, maxBuffer: MAX_READING_BYTES },
  );
  // A child that died early closes the pipe; its exit says more than that.
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(JSON.stringify(question));
  return JSON.parse((await running).stdout);
}

/** The one line of a failed Node process that says why. */
function reasonOf(error: unknown): string {
  const { stderr = '' } = Object(error) as { stderr?: string };
  return /^\w*Error: (.*)$/m.exec(stderr)?.[1] ?? describeError(error).message;
}
