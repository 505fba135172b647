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

const MANIFEST = path.join(__dirname, '../manifests/rbac.yaml');
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

/**
 * Applies the manifest, and makes a connection that acts as the service account it is for.
 *
 * @param connection - an administrator's, as the transport's
 */
export async function grantRights(
  transport: Transport,
  connection: Connection,
): Promise<Rights> {
  const objects = parseAllDocuments(await readFile(MANIFEST, 'utf8')).map(
    document => document.toJS() as KubeObject & { metadata: { name: string } },
  );
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
