import path from 'node:path';
import {
  type Cluster,
  findCluster,
  interruptible,
} from '@backstage-vdi/cluster';
import {
  installChromium,
  launchChromium,
  type StartedPortal,
  startPortal,
} from '@backstage-vdi/e2e';
import { buildImage } from '@backstage-vdi/images';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { CHILDREN, VDISESSION } from '@backstage-vdi/operator';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import type { Browser } from '@playwright/test';
import { BENCH_AGENT } from '../benchCluster';
import { removeAll } from '../removeAll';
import { unlessAborted } from '../unlessAborted';
import { click } from './click';
import { DesktopWatch } from './DesktopWatch';
import { evaluate, type ImageResult } from './evaluate';
import { IMAGES, type MeasuredImage } from './images';
import { measureDesktop } from './measureDesktop';
import type { Way } from './way';

/** What `npm run bench -- click-to-desktop` measures. */
export interface ClickOptions {
  /** Measured clicks for each image, after one that is not. */
  runs: number;
  /** How long a desktop is watched while nobody is connected, in seconds. */
  restSeconds: number;
  log(line: string): void;
}

/** What the clicks of all images share. */
interface Bench extends ClickOptions {
  portal: StartedPortal;
  cluster: Cluster;
  transport: Transport;
  watch: DesktopWatch;
  browser: Browser;
}

/** What is removed between two clicks. */
const DESKTOPS = {
  resource: VDISESSION,
  children: Object.values(CHILDREN),
};

/**
 * Starts the portal as people do, on a cluster of its own with a real node, and clicks.
 *
 * @throws Error where this machine cannot run pods
 * @throws InterruptedError when it is interrupted, and the portal is gone
 */
export async function measureClicks(
  options: ClickOptions,
): Promise<ImageResult[]> {
  const { log } = options;
  return interruptible(async signal => {
    await installChromium({ log });
    // One after the other: each is as fast as the disk.
    for (const { name } of IMAGES) await buildImage(name, { log, signal });
    const portal = await startPortal('bench-click', { signal });
    try {
      return await unlessAborted(signal, () => measurePortal(portal, options));
    } finally {
      await portal.stop();
    }
  });
}

async function measurePortal(
  portal: StartedPortal,
  options: ClickOptions,
): Promise<ImageResult[]> {
  const { kubeconfig } = portal;
  const cluster = await findCluster(path.dirname(kubeconfig));
  if (cluster?.node !== 'kubelet') {
    throw new Error('Only a node that runs pods shows desktops.');
  }
  const transport = new Transport(await loadConnection({ kubeconfig }), {
    userAgent: `${BENCH_AGENT}/1`,
  });
  const watch = new DesktopWatch(transport);
  const browser = await launchChromium({ handleSIGINT: false });
  try {
    await watch.start();
    const bench = { ...options, portal, cluster, transport, watch, browser };
    const results: ImageResult[] = [];
    for (const image of IMAGES) results.push(await measureImage(bench, image));
    return results;
  } finally {
    await browser.close();
    watch.stop();
    await transport.close();
  }
}

async function measureImage(
  bench: Bench,
  image: MeasuredImage,
): Promise<ImageResult> {
  const { transport, runs, log } = bench;
  // Warms up: page, backend and Traefik. Its desktop is looked at in rest.
  const { session } = await clickOnce(bench, image);
  const { namespace } = session;
  const desktop = await measureDesktop(session, { ...bench, image });
  await removeAll(transport, DESKTOPS, namespace);

  const ways: Way[] = [];
  while (ways.length < runs) {
    const { way } = await clickOnce(bench, image);
    ways.push(way);
    const took = Math.round(way.shown - way.clicked);
    log(`${image.name}: first frame after ${took} ms`);
    await removeAll(transport, DESKTOPS, namespace);
  }
  return evaluate({ image: image.name, ways, ...desktop });
}

async function clickOnce(
  { browser, portal, watch }: Bench,
  image: MeasuredImage,
): Promise<{ session: SessionView; way: Way }> {
  watch.forget();
  const { session, times } = await click(browser, portal.url, image);
  const { namespace, name } = session;
  return {
    session,
    way: { ...watch.timesOf(`${namespace}/${name}`), ...times },
  };
}
