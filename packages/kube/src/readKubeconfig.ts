import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Clock, systemClock } from './clock';
import { ConnectionError, TlsOptions } from './connection';
import { describeError } from './describeError';

/**
 * Reads a kubeconfig with `@kubernetes/client-node` and prints what we need of it as JSON.
 *
 * It runs in a Node process of its own, for as long as that takes (about half a second), because loading client-node costs
 * 60 MB that are never given back, more than a whole controller. The text is given to Node with `--eval`: there is no file
 * that a bundler, Jest or a TypeScript loader would have to find.
 *
 * Standard input: `Question` as JSON. Standard output: `KubeconfigReading` as JSON.
 */
const READER = `
import child_process from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
const { spawn } = child_process;
child_process.spawn = (...command) => {
  const plugin = spawn(...command);
  process.once('SIGTERM', () => { plugin.kill(); process.exit(1); });
  return plugin;
};
let input = '';
for await (const chunk of process.stdin) input += chunk;
const { module, path, context, learnt } = JSON.parse(input);
const { KubeConfig } = await import(module);
const config = new KubeConfig();
try {
  path ? config.loadFromFile(path) : config.loadFromDefault();
} catch (error) {
  throw error instanceof TypeError ? new Error('it is empty, or no kubeconfig') : error;
}
if (!path && config.getCurrentContext() === 'loaded-context')
  throw new Error('there is none: set KUBECONFIG, create ~/.kube/config, or name a file');
if (context) config.setCurrentContext(context);
const cluster = config.getCurrentCluster();
const user = config.getCurrentUser();
if (!cluster)
  throw new Error('it has no context "' + config.getCurrentContext() + '", or that context has no cluster');
if (cluster.proxyUrl) throw new Error('it asks for the proxy ' + cluster.proxyUrl + ', and proxies are not supported');
const provider = user?.authProvider;
const told = JSON.stringify(provider);
if (learnt && learnt.told === told) provider.config = learnt.config;
// client-node refuses plain http unless told that there is no TLS to verify.
if (cluster.server.startsWith('http:')) cluster.skipTLSVerify = true;
const options = { headers: {} };
await config.applyToHTTPSOptions(options);
if (options.auth) options.headers.Authorization = 'Basic ' + Buffer.from(options.auth).toString('base64');
const text = value => value === undefined || value === null ? undefined : value.toString();
process.stdout.write(JSON.stringify({
  server: cluster.server,
  context: config.getCurrentContext(),
  namespace: config.getContextObject(config.getCurrentContext()).namespace,
  tls: {
    ca: text(options.ca), cert: text(options.cert), key: text(options.key),
    servername: options.servername, rejectUnauthorized: options.rejectUnauthorized,
  },
  headers: options.headers,
  files: [
    ...(path ? [path] : (process.env.KUBECONFIG || join(homedir(), '.kube', 'config')).split(delimiter)),
    cluster.caFile, user?.certFile, user?.keyFile,
  ].filter(Boolean),
  learnt: provider?.config && { told, config: provider.config },
}));
`;

/** A credential plugin may open a browser for the user to sign in, or ask a slow cloud; after this it will not come any more. */
const READ_TIMEOUT_MS = 60_000;

/** Certificates of a large company's authorities fit many times over. */
const MAX_READING_BYTES = 16 * 1024 * 1024;

/** Options of {@link readKubeconfig}. */
export interface KubeconfigOptions {
  /** Default: `$KUBECONFIG`, else `~/.kube/config`. */
  kubeconfig?: string;
  /** Default: the file's `current-context`. */
  context?: string;
  clock?: Clock;
}

interface Question {
  /** URL of client-node. */
  module: string;
  path?: string;
  context?: string;
  /**
   * What the last reading learnt, good for as long as the file says what it said then: an OpenID provider may let a refresh token be used
   * only once.
   */
  learnt?: unknown;
}

/** What a kubeconfig says, for one context. */
export interface KubeconfigReading {
  server: string;
  context: string;
  namespace?: string;
  tls: TlsOptions;
  headers: Record<string, string>;
  /** Paths of the files that it comes from. */
  files: string[];
  learnt?: unknown;
}

/**
 * Reads a kubeconfig, and runs the credential plugin that it names.
 *
 * @param learnt - of the reading before.
 * @throws ConnectionError when it cannot be read or used, or does not come to an end within a minute.
 */
export async function readKubeconfig(
  { kubeconfig: path, context, clock = systemClock }: KubeconfigOptions,
  learnt?: unknown,
): Promise<KubeconfigReading> {
  try {
    const { href } = pathToFileURL(require.resolve('@kubernetes/client-node'));
    return await runReader({ module: href, path, context, learnt }, clock);
  } catch (cause) {
    const what = path ? `The kubeconfig ${path}` : 'A kubeconfig';
    throw new ConnectionError(`${what} cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

async function runReader(
  question: Question,
  clock: Clock,
): Promise<KubeconfigReading> {
  // Flags meant for this process (a loader, a debugger's port) would break or slow down the other.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const late = new AbortController();
  const cancel = clock.after(READ_TIMEOUT_MS, () => late.abort());
  const { signal } = late;
  const running = promisify(execFile)(
    process.execPath,
    ['--no-deprecation', '--input-type=module', '--eval', READER],
    { env, signal, maxBuffer: MAX_READING_BYTES },
  );
  // A child that died early closes the pipe; its exit says more than that.
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(JSON.stringify(question));
  try {
    return JSON.parse((await running).stdout);
  } catch (error) {
    throw signal.aborted
      ? new Error(
          `nothing came of it within ${READ_TIMEOUT_MS / 1000} s; see whether its credential plugin waits for somebody`,
        )
      : error;
  } finally {
    cancel();
  }
}

/** The one line of a failed Node process that says why. */
function reasonOf(error: unknown): string {
  const { stderr = '' } = Object(error) as { stderr?: string };
  return /^\w*Error: (.*)$/m.exec(stderr)?.[1] ?? describeError(error).message;
}
