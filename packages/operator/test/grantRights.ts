import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Connection,
  isAlreadyExists,
  type KubeObject,
  NAMESPACE,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import { parseAllDocuments } from 'yaml';
import type { RoutingKind } from '../src/routes/rendererOf';

const MANIFESTS = path.join(__dirname, '../manifests');
const OWN_NAMESPACE = 'vdi-system';
const SERVICE_ACCOUNT = `system:serviceaccount:${OWN_NAMESPACE}:vdi-operator`;

const resourceOf = ({ apiVersion = '', kind = '' }: KubeObject): Resource => {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return {
    group,
    version,
    plural: `${kind.toLowerCase()}s`,
    kind,
    namespaced: !kind.startsWith('Cluster'),
  };
};

/** The program's rights as the manifest gives them, in a cluster. */
export interface Rights {
  /** Has these rights and no others. */
  connection: Connection;
  remove(): Promise<void>;
}

interface Manifest extends KubeObject {
  metadata: { name: string };
  rules?: Array<{ resources: string[]; verbs: string[] }>;
}

/** Gives the two kinds of routes each other's verbs, as the manifest says. */
function exchangeRoutes(objects: Manifest[]): void {
  const rules = objects.flatMap(object => object.rules ?? []);
  const [one, other] = ['ingressroutes', 'ingresses'].map(plural =>
    rules.find(({ resources }) => resources.includes(plural)),
  );
  if (!one || !other) throw new Error('The manifest has one kind of route');
  [one.verbs, other.verbs] = [other.verbs, one.verbs];
}

/**
 * Applies manifests, and makes a connection that acts as the service account they are for.
 *
 * @param connection - an administrator's, as the transport's
 * @param routingKind - what they are made to be for, in the way that they say
 */
export async function grantRights(
  transport: Transport,
  connection: Connection,
  manifests: string[] = ['rbac.yaml'],
  routingKind: RoutingKind = 'ingressroute',
): Promise<Rights> {
  const texts = await Promise.all(
    manifests.map(file => readFile(path.join(MANIFESTS, file), 'utf8')),
  );
  const objects = texts
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS() as Manifest);
  if (routingKind === 'ingress') exchangeRoutes(objects);
  await transport
    .create(NAMESPACE, { metadata: { name: OWN_NAMESPACE } })
    .catch(error => {
      if (!isAlreadyExists(error)) throw error;
    });
  for (const object of objects) {
    const patch = { type: 'apply', body: object, force: true } as const;
    await transport.patch(resourceOf(object), object.metadata, patch);
  }
  return {
    connection: {
      server: connection.server,
      namespace: OWN_NAMESPACE,
      async credentials(rejected) {
        const { tls, headers } = await connection.credentials(rejected);
        const impersonate = { 'impersonate-user': SERVICE_ACCOUNT };
        return { tls, headers: { ...headers, ...impersonate } };
      },
    },
    async remove() {
      for (const object of objects) {
        await transport.delete(resourceOf(object), object.metadata);
      }
    },
  };
}
