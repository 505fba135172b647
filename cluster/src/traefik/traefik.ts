import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { ApiClient } from '../apiClient';
import { packageFolder } from '../folders';
import { renderKubeconfig } from '../kubeconfig';
import { Launcher } from '../launcher';
import { awaitObject, create, hasCondition, readManifest } from '../manifests';
import { DESKTOP_DOMAIN, localAuthority } from '../pki/localAuthority';

/** Where Traefik listens, on the loopback. */
export interface TraefikPorts {
  /** HTTPS: desktops. */
  port: number;
  /** HTTP: the way to HTTPS. */
  httpPort: number;
  /** Health and metrics. */
  pingPort: number;
}

/** Where Traefik listens, and the API server it watches. */
export interface TraefikOptions extends TraefikPorts {
  server: string;
  /** The API server's authority, PEM. */
  ca: string;
}

/** The static configuration that the chart ships. */
const SHIPPED = join(
  packageFolder,
  '../charts/vdi-operator/files/traefik.yaml',
);

/** The shipped static configuration at addresses of this machine. On the loopback only: a desktop's address is all that guards it here. */
export function renderTraefik(
  shipped: string,
  { port, httpPort, pingPort }: TraefikPorts,
): string {
  const config = parseDocument(shipped);
  const listen = (entryPoint: string, at: number) =>
    config.setIn(['entryPoints', entryPoint, 'address'], `127.0.0.1:${at}`);
  listen('websecure', port);
  listen('web', httpPort);
  listen('traefik', pingPort);
  const redirect = 'entryPoints.web.http.redirections.entryPoint.to';
  config.setIn(redirect.split('.'), `:${port}`);
  return config.toString();
}

/** Installs Traefik's definitions, rights and certificate, and starts it. Returns when it serves. */
export async function startTraefik(
  launcher: Launcher,
  client: ApiClient,
  options: TraefikOptions,
): Promise<void> {
  const { port, pingPort, server, ca } = options;
  const kubeconfig = launcher.path('pki', 'traefik.kubeconfig');
  await launcher.together(
    installDefinitions(launcher, client),
    createAccount(client).then(token =>
      writeFile(
        kubeconfig,
        renderKubeconfig({ cluster: 'local', server, ca, user: { token } }),
        { mode: 0o600 },
      ),
    ),
  );
  await createCertificate(launcher, client);

  const config = launcher.path('config', 'traefik.yaml');
  await writeFile(
    config,
    renderTraefik(await readFile(SHIPPED, 'utf8'), options),
  );
  await launcher.launch('traefik', {
    port,
    args: [`--configFile=${config}`],
    env: { KUBECONFIG: kubeconfig },
  });
  await launcher.eventually('Traefik', async () => {
    const response = await fetch(`http://127.0.0.1:${pingPort}/ping`);
    if (!response.ok) throw new Error(await response.text());
  });
}

async function installDefinitions(launcher: Launcher, client: ApiClient) {
  const collection = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const text = await readFile(launcher.asset('traefik', 'crds.yaml'), 'utf8');
  const documents = text.split(/^---$/m).filter(part => part.trim());
  await Promise.all(documents.map(part => client.create(collection, part)));
  await launcher.step("Traefik's custom resources", async () => {
    const established = new Set<string>();
    await awaitObject(client, collection, definition => {
      if (hasCondition(definition, 'Established')) {
        established.add(definition.metadata.name);
      }
      return established.size === documents.length;
    });
  });
}

/** Creates who Traefik is for the API server, and returns its token. */
async function createAccount(client: ApiClient): Promise<string> {
  await create(client, await readManifest('traefik.yaml'));
  const year = 365 * 24 * 60 * 60;
  const request = await client.create(
    '/api/v1/namespaces/traefik/serviceaccounts/traefik/token',
    stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: { name: 'traefik' },
      spec: { expirationSeconds: year },
    }),
  );
  const token = request?.status?.token;
  if (!token) throw new Error('the API server issued no token');
  return token;
}

async function createCertificate(launcher: Launcher, client: ApiClient) {
  const authority = await localAuthority();
  const { cert, key } = await authority.issue({
    commonName: DESKTOP_DOMAIN,
    hosts: [DESKTOP_DOMAIN, `*.${DESKTOP_DOMAIN}`],
  });
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'desktops', namespace: 'traefik' },
    stringData: { 'tls.crt': cert, 'tls.key': key },
  };
  await create(client, [secret]);
  // Established is a moment earlier than served.
  await launcher.eventually('the default TLS store', async () =>
    create(client, await readManifest('traefik-tls.yaml')),
  );
}
