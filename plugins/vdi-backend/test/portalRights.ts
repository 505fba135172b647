import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Transport } from '@backstage-vdi/kube';
import { grantManifest, type RightsObject } from '@backstage-vdi/kube/testing';
import { parse, parseAllDocuments, stringify } from 'yaml';

const MANIFEST = path.join(__dirname, '../manifests/rbac.yaml');

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
    document => document.toJS() as RightsObject,
  );
  const { namespace, user, remove } = await grantManifest(transport, objects);

  const config = parse(await readFile(kubeconfig, 'utf8'));
  for (const { user: entry } of config.users) entry.as = user;
  for (const { context } of config.contexts) context.namespace = namespace;
  const folder = await mkdtemp(path.join(tmpdir(), 'vdi-'));
  const restricted = path.join(folder, 'kubeconfig');
  await writeFile(restricted, stringify(config), { mode: 0o600 });
  return {
    kubeconfig: restricted,
    async remove() {
      await rm(folder, { recursive: true });
      await remove();
    },
  };
}
