import { mkdir } from 'node:fs/promises';
import { ApiClient } from '../../apiClient';
import { Launcher } from '../../launcher';
import { create, readManifest } from '../../manifests';

/** Starts the provisioner that makes a folder of the host for each claim of the storage class. */
export async function startVolumes(
  launcher: Launcher,
  client: ApiClient,
): Promise<void> {
  await create(client, await readManifest('volumes.yaml'));
  const root = launcher.path('volumes');
  await mkdir(root);
  await launcher.launch('volumes', {
    args: [
      `-kubeconfig=${launcher.path('pki', 'volumes.kubeconfig')}`,
      '-provisioner=backstage-vdi.local/volumes',
      `-root=${root}`,
    ],
  });
}
