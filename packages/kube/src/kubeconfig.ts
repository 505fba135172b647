import { execFile } from 'node:child_process';
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
  learnt: user?.authProvider?.config,
}));
`;

/** A credential plugin may open a browser for the user to sign in, or ask a slow cloud; after this it will not come any more. */
const READ_TIMEOUT_MS = 60_000;

/** Certificates of a large company's authorities fit many times over. */
const MAX_READING_BYTES = 16 * 1024 * 1024;

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
 * `@kubernetes/client-node` understands them. Credentials are read again when the server refuses them.
 *
 * @throws ConnectionError when the file cannot be read or used.
 */
export async function kubeconfigConnection(
  options: KubeconfigOptions = {},
): Promise<Connection> {
  const { clock = systemClock } = options;
  const first = await readKubeconfig(options);
  let learnt = first.learnt;
  let current: Credentials = { tls: first.tls, headers: first.headers };
  let readAt = clock.now();
  let reading: Promise<Credentials> | undefined;

  const refresh = async (): Promise<Credentials> => {
    try {
      const fresh = await readKubeconfig(options, learnt);
      learnt = fresh.learnt;
      current = {
        tls: sameTls(fresh.tls, current.tls) ? current.tls : fresh.tls,
        headers: fresh.headers,
      };
    } finally {
      readAt = clock.now();
      reading = undefined;
    }
    return current;
  };

  return {
    server: first.server.replace(/\/+$/, ''),
    namespace: first.namespace ?? 'default',
    async credentials(rejected) {
      if (
        rejected !== current ||
        (!reading && clock.now() - readAt < REFRESH_INTERVAL_MS)
      ) {
        return current;
      }
      reading ??= refresh();
      return reading;
    },
  };
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
