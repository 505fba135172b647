import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  buildComponents,
  type Cluster,
  startCluster,
} from '@backstage-vdi/cluster';
import { buildImage, ImageError } from '@backstage-vdi/images';
import { parse } from 'yaml';
import { root } from '../folders';
import { exampleTemplates, TEMPLATES } from './exampleTemplates';
import { kubectl } from './kubectl';

/** The cluster that the portal's desktops run on. */
export interface DesktopCluster {
  /** One line on what it is. */
  title: string;
  /** What the person should know, as title and text. */
  hints: Array<[string, string]>;
  /** What the portal needs to know of it. */
  portal: {
    kubeconfig: string;
    context?: string;
    mark?: Cluster['mark'];
    desktops?: { domain: string; port: number; caFile?: string };
  };
  down(): Promise<void>;
}

/** What to bring, and where to tell of it. */
export interface DesktopClusterOptions {
  name: string;
  signal: AbortSignal;
  /** A line that says what is going on now. */
  log(line: string): void;
}

const CRDS = path.join(root, 'charts/vdi-operator/crds');
const DOMAIN = 'vdi.localhost';

/** Brings up the embedded cluster, or takes the one that VDI_KUBECONTEXT names. Both have the CRDs afterwards. */
export async function bringCluster(
  options: DesktopClusterOptions,
): Promise<DesktopCluster> {
  const context = process.env.VDI_KUBECONTEXT;
  return context
    ? useExistingCluster(context, options)
    : bringEmbeddedCluster(options);
}

async function useExistingCluster(
  context: string,
  { log }: DesktopClusterOptions,
): Promise<DesktopCluster> {
  const kubeconfig =
    process.env.KUBECONFIG ?? path.join(homedir(), '.kube/config');
  const contexts = (
    parse(
      await readFile(kubeconfig, 'utf8').catch(() => {
        throw new Error(
          `VDI_KUBECONTEXT is set, but there is no kubeconfig at ${kubeconfig}. Point KUBECONFIG at it, or unset VDI_KUBECONTEXT to use the embedded cluster.`,
        );
      }),
    ) as { contexts?: Array<{ name: string }> } | null
  )?.contexts?.map(({ name }) => name);
  if (!contexts?.includes(context)) {
    throw new Error(
      `${kubeconfig} has no context "${context}". It has: ${contexts?.join(', ') || 'none'}.`,
    );
  }
  const { kubectl: program } = await buildComponents({
    components: ['kubectl'],
    log,
  });
  log(`installing the CRDs in ${context}`);
  await kubectl(program, kubeconfig, [
    '--context',
    context,
    'apply',
    '--server-side',
    '-f',
    CRDS,
  ]);
  return {
    title: `context ${context}`,
    hints: [['Templates', 'apply your own, or those in examples/templates']],
    portal: { kubeconfig, context },
    down: async () => {},
  };
}

function isBuilderMissing(error: unknown): boolean {
  return error instanceof ImageError && error.code === 'BUILDER_UNAVAILABLE';
}

async function bringEmbeddedCluster({
  name,
  signal,
  log,
}: DesktopClusterOptions): Promise<DesktopCluster> {
  await Promise.all([
    buildImage('desktop-novnc', { log, signal }).catch(error => {
      // Where images cannot be built no pod can run either: the cluster simulates its nodes then, and says so.
      if (!isBuilderMissing(error)) throw error;
    }),
    buildComponents({ log, progress: log, signal }),
  ]);
  const cluster = await startCluster({
    name,
    node: 'kubelet',
    signal,
    log,
    progress: log,
  });
  try {
    const simulated = cluster.node !== 'kubelet';
    const { port, caFile } = cluster.traefik;
    // Simulated nodes pull nothing.
    const examples = simulated ? undefined : await exampleTemplates();
    log('loading the desktop images, installing CRDs and example templates');
    await Promise.all([
      ...(examples?.archives ?? []).map(file => cluster.loadImage(file)),
      cluster
        .apply(CRDS)
        .then(() =>
          cluster.kubectl([
            'wait',
            '--for=condition=Established',
            'crd/vdisessions.vdi.kasm.io',
            'crd/vditemplates.vdi.kasm.io',
          ]),
        )
        .then(() => cluster.apply(examples?.yaml ?? TEMPLATES)),
    ]);
    return {
      title: simulated
        ? 'simulated nodes: desktops become Running but show no picture'
        : 'one real node with 4 simulated GPUs',
      hints: [
        [
          'Desktops',
          `https://*.${DOMAIN}:${port}   certificate of the local authority: ${caFile}`,
        ],
        ['kubectl', `npm run cluster -- kubectl -- get vdi -A`],
        ...(examples?.unbuilt ?? []).map((image): [string, string] => [
          'More',
          `npm run images -- build ${image}, then start again`,
        ]),
      ],
      portal: {
        kubeconfig: cluster.kubeconfig,
        mark: cluster.mark,
        desktops: {
          domain: DOMAIN,
          port,
          caFile: simulated ? undefined : caFile,
        },
      },
      down: () => cluster.down(),
    };
  } catch (error) {
    await cluster.down();
    throw error;
  }
}
