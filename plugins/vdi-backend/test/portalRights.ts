import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  isAlreadyExists,
  type KubeObject,
  NAMESPACE,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { type Deed, untilAllowed } from './untilAllowed';

const MANIFEST = path.join(__dirname, '../manifests/rbac.yaml');
const OWN_NAMESPACE = 'backstage';
const SERVICE_ACCOUNT = `system:serviceaccount:${OWN_NAMESPACE}:backstage`;

/** One of the rights of each binding. */
const DEEDS: Deed[] = [
  { verb: 'list', group: 'vdi.kasm.io', resource: 'vdisessions' },
  { verb: 'list', group: 'vdi.kasm.io', resource: 'vditemplates' },
  {
    verb: 'get',
    resource: 'configmaps',
    namespace: OWN_NAMESPACE,
    name: 'vdi-quotas',
  },
];

const resourceOf = ({ kind = '' }: KubeObject): Resource => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: `${kind.toLowerCase()}s`,
  kind,
  namespaced: !kind.startsWith('Cluster'),
});

/** The portal's rights as the manifest gives them, in a cluster. */
export interface PortalRights {
  /** Path of a kubeconfig that has these rights and no others. */
  kubeconfig: string;
  remove(): Promise<void>;
}

/**
 * Applies the manifest, and makes a kubeconfig that acts as the service account it is for, which may do all that then.
 *
 * @param kubeconfig - path of an administrator's
 */
export async function grantPortalRights(
  transport: Transport,
  kubeconfig: string,
): Promise<PortalRights> {
  const objects = parseAllDocuments(await readFile(MANIFEST, 'utf8')).map(
    document => document.toJS() as KubeObject & { metadata: { name: string } },
  );
  await transport
    .create(NAMESPACE, { metadata: { name: OWN_NAMESPACE } })
    .catch(error => {
      if (!isAlreadyExists(error)) throw error;
    });
  for (const object of objects) {
    await transport.patch(resourceOf(object), object.metadata, {
      type: 'apply',
      body: object,
      force: true,
    });
  }
  for (const deed of DEEDS) {
    await untilAllowed(transport, SERVICE_ACCOUNT, deed);
  }

  const config = parse(await readFile(kubeconfig, 'utf8'));
  for (const { user } of config.users) user.as = SERVICE_ACCOUNT;
  for (const { context } of config.contexts) context.namespace = OWN_NAMESPACE;
  const folder = await mkdtemp(path.join(tmpdir(), 'vdi-'));
  const restricted = path.join(folder, 'kubeconfig');
  await writeFile(restricted, stringify(config), { mode: 0o600 });
  return {
    kubeconfig: restricted,
    async remove() {
      await rm(folder, { recursive: true });
      for (const object of objects) {
        await transport.delete(resourceOf(object), object.metadata);
      }
    },
  };
}
