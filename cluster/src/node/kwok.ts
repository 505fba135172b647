import { readFile, writeFile } from 'node:fs/promises';
import { ApiClient, KubeObject } from '../apiClient';
import { Launcher } from '../launcher';
import { awaitObject, create, hasCondition, readManifest } from '../manifests';
import { adaptStages } from './adaptStages';

/** The simulated nodes to make. */
export interface KwokOptions {
  /** How many. */
  count: number;
  /** `nvidia.com/gpu` of each. */
  gpus: number;
}

/**
 * What the controller manager is started with beside kwok, which makes a volume and binds its claim: where the controller hears of the
 * claim first it takes the volume for lost until it looks at all of them again, by default after 15 s.
 */
export const CONTROLLER_MANAGER_ARGS = ['--pvclaimbinder-sync-period=1s'];

/**
 * For the controller manager: kwok makes volumes and binds their claims by itself. The binder beside it does the same once more: they
 * overtake each other, a claim takes twenty writes, and may be called lost for a moment. Without it nobody says of a claim why it is not
 * bound.
 */
export const ONE_BINDER = '--controllers=*,-persistentvolume-binder-controller';

/** The name of the node with this number, from 1. */
export const nodeName = (number: number) => `node-${number}`;

/** Starts kwok and creates its nodes. Returns when the last is Ready. */
export async function startKwok(
  launcher: Launcher,
  client: ApiClient,
  { count, gpus }: KwokOptions,
): Promise<void> {
  const stages = await readFile(launcher.asset('kwok', 'stages.yaml'), 'utf8');
  const config = launcher.path('config', 'kwok.yaml');
  await writeFile(config, adaptStages(stages, 'local'));
  await launcher.launch('kwok', {
    args: [
      `--kubeconfig=${launcher.path('pki', 'kwok.kubeconfig')}`,
      `--config=${config}`,
      '--manage-all-nodes',
      '--node-lease-duration-seconds=40',
      // The default has room for 254 pods.
      '--cidr=10.128.0.0/12',
    ],
  });

  const [template] = await readManifest('kwok-node.yaml');
  const names = Array.from({ length: count }, (_, i) => nodeName(i + 1));
  for (const name of names) {
    await create(client, [simulatedNode(template, name, gpus)]);
  }
  await launcher.step('the simulated nodes', async () => {
    const unready = new Set(names);
    await awaitObject(client, '/api/v1/nodes', node => {
      if (hasCondition(node, 'Ready')) unready.delete(node.metadata.name);
      return unready.size === 0;
    });
  });
}

/** The node of `template` with another name and number of GPUs. */
export function simulatedNode(
  template: KubeObject,
  name: string,
  gpus: number,
): KubeObject {
  const { metadata, status } = template;
  const resources = { ...status?.capacity, 'nvidia.com/gpu': String(gpus) };
  return {
    ...template,
    metadata: {
      ...metadata,
      name,
      labels: { ...metadata.labels, 'kubernetes.io/hostname': name },
    },
    status: { capacity: resources, allocatable: resources },
  };
}
