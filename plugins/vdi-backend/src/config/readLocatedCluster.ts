import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A cluster as the configuration of Backstage's Kubernetes plugin has it. */
export interface LocatedCluster {
  /** Its API server; with a path where that is served below one. */
  url: string;
  /** A secret. Absent: the service account of the portal's own pod, in its own cluster, whatever the address. */
  token?: string;
  /** Authorities to trust: PEM in base64. */
  caData?: string;
  /** A file (PEM) with them, which counts before `caData`. */
  caFile?: string;
  skipTLSVerify: boolean;
}

const LOCATORS = 'kubernetes.clusterLocatorMethods';

/** How Backstage's annotation of cluster entities is called, which names the provider in `authMetadata` too. */
const AUTH_PROVIDER = 'kubernetes.io/auth-provider';

/**
 * Reads the cluster of this name from the entries of type `config` in `kubernetes.clusterLocatorMethods`.
 *
 * @param setting - the setting that names it, for errors
 * @throws InputError when there is none, or the portal cannot use it by itself: it asks while nobody is signed in. It says what does work,
 * and never what is secret.
 */
export function readLocatedCluster(
  root: Config,
  name: string,
  setting: string,
): LocatedCluster {
  const wanted = `${setting} is "${name}"`;
  const known = (root.getOptionalConfigArray(LOCATORS) ?? [])
    .filter(locator => locator.getString('type') === 'config')
    .flatMap(locator => locator.getConfigArray('clusters'));
  const cluster = known.find(it => it.getString('name') === name);
  if (!cluster) {
    const names = known.map(it => `"${it.getString('name')}"`).join(', ');
    throw new InputError(
      `${wanted}, and ${LOCATORS} has ${names ? `of type "config" only ${names}` : 'no cluster of type "config"'}. Clusters that other locators find cannot be used here: name one of type "config", or a kubeconfig.`,
    );
  }
  const metadata = cluster.getOptional<Record<string, unknown>>('authMetadata');
  const provider =
    metadata?.[AUTH_PROVIDER] ?? cluster.getOptionalString('authProvider');
  if (provider !== 'serviceAccount') {
    throw new InputError(
      `${wanted}, whose authProvider is ${provider ? `"${provider}"` : 'missing'}. Desktops are looked after while nobody is signed in, so only "serviceAccount" can be used here; for other credentials name a kubeconfig, which may have a credential plugin.`,
    );
  }
  const url = cluster.getString('url');
  if (!isAddress(url)) {
    throw new InputError(
      `${wanted}, whose url has to be an http or https address without a user, a password or a query.`,
    );
  }
  const token =
    metadata?.serviceAccountToken ??
    cluster.getOptionalString('serviceAccountToken');
  return {
    url: url.replace(/\/+$/, ''),
    token: token ? String(token).trim() : undefined,
    caData: cluster.getOptionalString('caData'),
    caFile: cluster.getOptionalString('caFile'),
    skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, search, hash } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && !(username || password || search || hash);
}
